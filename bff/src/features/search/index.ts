export { scheduleSearchJobs, searchOutbox, searchTasks } from './jobs.ts';
export { loadConcepts } from './use-cases/load-concepts.ts';
export { refreshDocuments } from './use-cases/refresh-documents.ts';
export { findWish } from './wishes-repository.ts';
