import { DateTime } from 'luxon';
import { ALWAYS_IN_APP, NOTICE_GROUPS, type NoticeGroup } from './notice-groups.ts';

export type OutsideChannel = 'email' | 'alipay';
export const OUTSIDE_CHANNELS: readonly OutsideChannel[] = ['email', 'alipay'];

export type Choice = Record<'app' | OutsideChannel, boolean>;
export type Choices = Record<NoticeGroup, Choice>;

/** Minutes of the local day between which outside channels keep still; the night may lie between. */
export interface Quiet {
  from: number;
  to: number;
}

export interface Preferences {
  choices: Choices;
  quiet: Quiet | null;
  /** 0 where the person never chose. */
  version: number;
}

/** Whoever gave an address wants to hear by it, but not of every star. */
const UNCHOSEN: Choices = {
  work: { app: true, email: true, alipay: true },
  bookings: { app: true, email: true, alipay: true },
  results: { app: true, email: true, alipay: true },
  money: { app: true, email: true, alipay: true },
  reviews: { app: true, email: false, alipay: false },
  searches: { app: true, email: false, alipay: false },
};

export const NO_PREFERENCES: Preferences = { choices: UNCHOSEN, quiet: null, version: 0 };

/** Choices as they are kept, completed where a group or channel is newer than they are. */
export function completeChoices(kept: Partial<Record<NoticeGroup, Partial<Choice>>>): Choices {
  return Object.fromEntries(
    NOTICE_GROUPS.map((group) => {
      const choice = { ...UNCHOSEN[group], ...kept[group] };
      return [group, { ...choice, app: choice.app || ALWAYS_IN_APP.includes(group) }];
    }),
  ) as Choices;
}

/** All of them without a channel: for those who leave it by one click. */
export function withoutChannel(choices: Choices, channel: OutsideChannel): Choices {
  return Object.fromEntries(
    NOTICE_GROUPS.map((group) => [group, { ...choices[group], [channel]: false }]),
  ) as Choices;
}

/** When an outside channel may speak: now, or when the quiet hours are over. */
export function speaksAt(now: Date, quiet: Quiet | null, timeZone: string): Date {
  if (quiet === null || quiet.from === quiet.to) return now;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const minute = local.hour * 60 + local.minute;
  const isOvernight = quiet.from > quiet.to;
  const isQuiet = isOvernight
    ? minute >= quiet.from || minute < quiet.to
    : minute >= quiet.from && minute < quiet.to;
  if (!isQuiet) return now;
  const endsTomorrow = isOvernight && minute >= quiet.from;
  return local
    .startOf('day')
    .plus({ days: endsTomorrow ? 1 : 0 })
    .set({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 })
    .toJSDate();
}
