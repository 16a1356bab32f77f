export { notificationOutbox } from './jobs.ts';
export { countUnread } from './repository.ts';
