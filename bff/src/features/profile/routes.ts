import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { type Actor, scopesFor } from '../../policy.ts';
import { findProfile, updateLocale } from '../identity/index.ts';
import { findPrepaid, type PrepaidBalance } from '../ledger/index.ts';
import { countUnread } from '../notifications/index.ts';
import { presentFeed, presentMe } from './presenter.ts';
import { findFeeds } from './feeds-repository.ts';
import { makeFeed, revokeFeed } from './use-cases/keep-feeds.ts';
import { readFeed, writeBooking } from './use-cases/read-feed.ts';

/** Whose prepaid accounts a person may spend from: their own, their groups' and their companies'. */
async function accountsOf(deps: Deps, actor: Actor): Promise<PrepaidBalance[]> {
  const companies = actor.holdings
    .filter((held) => held.scopeKind === 'company')
    .map((held) => held.scopeId);
  const officers = scopesFor(actor, 'listAccounts', 'company');
  const payers = [actor.userId, ...actor.groups.map(({ id }) => id), ...companies, ...officers];
  return await findPrepaid(deps.db, [...new Set(payers)]);
}

async function readMe(deps: Deps, actor: Actor) {
  const profile = await findProfile(deps.db, actor);
  const accounts = await accountsOf(deps, actor);
  const unread = await countUnread(deps.db, actor.userId);
  return presentMe(actor, profile, accounts, unread);
}

type Routes =
  | 'getMe'
  | 'updateMe'
  | 'listAccounts'
  | 'listCalendarFeeds'
  | 'makeCalendarFeed'
  | 'revokeCalendarFeed'
  | 'readCalendarFeed'
  | 'getBookingCalendar';

/** Calendars ask again and again: where nothing changed, they are told so and nothing else. */
function answerCalendar(ctx: Context, { text, tag }: { text: string; tag: string }) {
  ctx.set('ETag', tag);
  ctx.set('Cache-Control', 'private, max-age=300, must-revalidate');
  ctx.set('X-Robots-Tag', 'noindex');
  ctx.type = 'text/calendar; charset=utf-8';
  // Not `ctx.fresh`: some calendars say no-cache beside the tag they know.
  const known = ctx
    .get('If-None-Match')
    .replaceAll('W/', '')
    .split(/\s*,\s*/);
  return known.includes(tag) ? { status: 304 } : { status: 200, body: text };
}

function feedRoutes(deps: Deps): Handlers<Exclude<Routes, 'getMe' | 'updateMe' | 'listAccounts'>> {
  return {
    listCalendarFeeds: async ({ actor }) => {
      const feeds = await findFeeds(deps.db, actor.userId);
      return { status: 200, body: { items: feeds.map(presentFeed) } };
    },
    makeCalendarFeed: async ({ actor, params, ctx }) => {
      ctx.set('Cache-Control', 'no-store');
      return { status: 201, body: await makeFeed(deps, actor, params.kind) };
    },
    revokeCalendarFeed: async ({ actor, params }) => {
      await revokeFeed(deps, actor, params.kind);
      return { status: 204 };
    },
    readCalendarFeed: async ({ params, ctx }) =>
      answerCalendar(ctx, await readFeed(deps, params.token)),
    getBookingCalendar: async ({ actor, params, ctx }) => {
      const calendar = await writeBooking(deps, actor, params.id);
      ctx.attachment(`dayi-${params.id}.ics`);
      return answerCalendar(ctx, calendar);
    },
  };
}

export function profileRoutes(deps: Deps): Handlers<Routes> {
  return {
    ...feedRoutes(deps),
    getMe: async ({ actor }) => ({ status: 200, body: await readMe(deps, actor) }),
    updateMe: async ({ actor, body }) => {
      await inTransaction(deps, (trx) => updateLocale(trx, actor.userId, body.locale));
      return { status: 200, body: await readMe(deps, { ...actor, locale: body.locale }) };
    },
    listAccounts: async ({ actor }) => {
      const accounts = await accountsOf(deps, actor);
      const profile = await findProfile(deps.db, actor);
      return { status: 200, body: { items: presentMe(actor, profile, accounts, 0).balances } };
    },
  };
}
