export { resultTasks, scheduleResultJobs } from './jobs.ts';
