import { publishLive } from '../../infra/live-bus.ts';
import type { OutboxHandler } from '../../infra/outbox.ts';
import type { TaskHandler } from '../../infra/tasks.ts';
import { SEND_CODE, sendCode } from './use-cases/keep-email.ts';
import { tellOfAlarm } from './use-cases/tell-of-alarm.ts';
import { tellOfApplication } from './use-cases/tell-of-application.ts';
import { tellOfBooking } from './use-cases/tell-of-booking.ts';
import { tellOfBulletin } from './use-cases/tell-of-bulletin.ts';
import { tellOfGroup } from './use-cases/tell-of-group.ts';
import { tellOfReview } from './use-cases/tell-of-review.ts';
import { tellOfMatch, tellOfRest } from './use-cases/tell-of-saved-search.ts';
import { tellOfWish } from './use-cases/tell-of-wish.ts';

/** What one phone has read is read on the person's others too. */
const pushRead: OutboxHandler = async (deps, { seq, payload }) => {
  await publishLive(deps, {
    event: 'notices.read',
    topic: `user:${String(payload['userId'])}`,
    seq,
    data: { unread: Number(payload['unread']) },
  });
};

export const notificationOutbox: ReadonlyMap<string, OutboxHandler> = new Map([
  ['booking.changed', tellOfBooking],
  ['review.changed', tellOfReview],
  ['voucher_application.changed', tellOfApplication],
  ['group.changed', tellOfGroup],
  ['alarm.changed', tellOfAlarm],
  ['bulletin.changed', tellOfBulletin],
  ['saved_search.matched', tellOfMatch],
  ['saved_search.folded', tellOfRest],
  ['wish.changed', tellOfWish],
  ['notices.read', pushRead],
]);

export const notificationTasks: ReadonlyMap<string, TaskHandler> = new Map([[SEND_CODE, sendCode]]);
