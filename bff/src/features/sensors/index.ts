export { scheduleSensorJobs, sensorTasks } from './jobs.ts';
export { latestReadings, readingsOf } from './readings-repository.ts';
export { hashDeviceKey } from './tokens.ts';
export { keepHistory } from './use-cases/keep-history.ts';
export { closeIntake, listenToReadings } from './use-cases/open-intake.ts';
export { noteUnread } from './use-cases/note-unread.ts';
export { openSensorGate } from './use-cases/open-sensor-gate.ts';
export type { TakenBatch } from './use-cases/take-readings.ts';
