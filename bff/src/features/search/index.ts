export { scheduleSearchJobs, searchOutbox, searchTasks } from './jobs.ts';
export { refreshDocuments } from './use-cases/refresh-documents.ts';
