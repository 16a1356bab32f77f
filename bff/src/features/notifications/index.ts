export { notificationOutbox, notificationTasks } from './jobs.ts';
export { countUnread } from './repository.ts';
export { sendDeliveries } from './use-cases/send-deliveries.ts';
