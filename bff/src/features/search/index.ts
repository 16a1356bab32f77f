export { scheduleSearchJobs, searchOutbox, searchTasks } from './jobs.ts';
export { presentSummary } from './presenter.ts';
export { findAnswering } from './use-cases/find-answering.ts';
export { loadConcepts } from './use-cases/load-concepts.ts';
export { type Interval, nextFreeOf, soon } from './use-cases/next-free.ts';
export { closeSearch, openSearch, readAllRatings } from './use-cases/open-search.ts';
export { refreshDocuments } from './use-cases/refresh-documents.ts';
export { findWish } from './wishes-repository.ts';
