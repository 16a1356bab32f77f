export { judgeAll } from './use-cases/judge-all.ts';
export { findAlarm } from './alarms-repository.ts';
export { sumDays } from './days-repository.ts';
export { correctionTasks, judgingTasks, scheduleMonitoringJobs } from './jobs.ts';
export { monitoringLive } from './live.ts';
export { findShownRuns } from './use-cases/show-runs.ts';
export { RunWatch } from './use-cases/watch-runs.ts';
export { firstSeenOn } from './use-cases/read-evidence.ts';
