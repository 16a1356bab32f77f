export { recommendationOutbox, recommendationTasks, scheduleRecommendationJobs } from './jobs.ts';
