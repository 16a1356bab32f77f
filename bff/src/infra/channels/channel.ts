import type { Language } from '@dayi/shared/problems';

export type ChannelName = 'email' | 'alipay';

/** One notice for one person, in words; each channel gives it the shape it can carry. */
export interface Message {
  /** The same however often it is tried, so that a receiver can tell a repetition. */
  id: string;
  /** An address of the channel's own kind. */
  to: string;
  language: Language;
  title: string;
  body: string;
  /** Where it leads: a page of the app, from its root. */
  page: string;
  /** Leaves the channel by one click; null on what was asked for. */
  leaveUrl: string | null;
}

/** A way to reach people outside of the app. */
export interface Channel {
  /**
   * Hands a message over.
   * @throws Undeliverable where trying again cannot help; anything else may be tried again.
   */
  send(message: Message): Promise<void>;
}

/** The receiver's side said no for good. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
}

/** Page of the app where people choose what they hear by what. */
export const PREFERENCES_PAGE = '/sharing/notices/preferences/index';
