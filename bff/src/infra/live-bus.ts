import type { LiveEvent } from '@dayi/shared/contracts/live';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';

export const liveChannel = ({ namespace }: Pick<Config, 'namespace'>) => `${namespace}:live`;

/** Events that belong to a topic and so reach several sockets. */
export type TopicEvent = Extract<LiveEvent, { topic: string; seq: number; data: unknown }>;

/**
 * Hands an event to every process with open sockets. `user:ID` is what a person hears as `me`. With
 * Redis away the relay's transaction fails and the event waits in the outbox.
 */
export async function publishLive(
  deps: Pick<Deps, 'redis' | 'config'>,
  event: TopicEvent,
): Promise<void> {
  await deps.redis.publish(liveChannel(deps.config), JSON.stringify(event));
}
