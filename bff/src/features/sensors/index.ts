export { scheduleSensorJobs, sensorTasks } from './jobs.ts';
export { openSensorGate } from './use-cases/open-sensor-gate.ts';
export { closeIntake, hearTaken } from './use-cases/open-intake.ts';
export { hashDeviceKey } from './tokens.ts';
export { keepHistory } from './use-cases/keep-history.ts';
