import { emit, relayOutbox } from '../../bff/src/infra/outbox.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { Client, signInAs } from '../support/client.ts';
import { finishBooking } from '../support/finished-booking.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let visitor: Client;
let ann: Client;
let operator: Client;
let admin: Client;
let authority: Client;
let platform: Client;

const DAY = 86_400_000;
const GOOD = { quality: 5, speed: 5, attitude: 5, value: 5 };
const BAD = { quality: 1, speed: 2, attitude: 3, value: 2 };
const instrument = { id: INSTRUMENTS.free };

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
  });
  visitor = new Client(world.url);
  [ann, operator, admin, authority, platform] = (await Promise.all(
    ['researcher', 'operator', 'unit-admin', 'authority', 'platform-admin'].map((name) =>
      signInAs(world.url, name),
    ),
  )) as [Client, Client, Client, Client, Client];
});
afterAll(async () => {
  await world.stop();
});

async function finished(): Promise<string> {
  const id = await finishBooking(world, ann, operator);
  // The clock went on: two calls at once must not both renew a sign-in.
  for (const client of [ann, operator, admin, authority, platform]) await client.call('getMe');
  return id;
}

async function reviewed(body: Record<string, unknown> = { scores: GOOD, text: '数据很稳' }) {
  const bookingId = await finished();
  const made = await ann.make('createReview', { params: { id: bookingId }, body });
  expect(made.problem.code).toBeUndefined();
  return { params: { id: made.body.id }, booking: { id: bookingId }, review: made.body };
}

/** The sums that are kept must be what counting anew comes to. */
async function expectSumsTrue(): Promise<void> {
  const { db } = world.deps;
  const counted: unknown[] = await db('reviews')
    .where({ state: 'shown' })
    .groupBy('instrument_id')
    .orderBy('instrument_id')
    .select(
      'instrument_id',
      db.raw('count(*) as reviews'),
      db.raw('cast(sum(quality) as signed) as quality_sum'),
      db.raw('cast(sum(speed) as signed) as speed_sum'),
      db.raw('cast(sum(attitude) as signed) as attitude_sum'),
      db.raw('cast(sum(worth) as signed) as worth_sum'),
      ...[1, 2, 3, 4, 5].map((stars) =>
        db.raw(`cast(sum(floor((score_sum + 2) / 4) = ${stars}) as signed) as stars_${stars}`),
      ),
    );
  const kept: unknown[] = await db('instrument_ratings')
    .where('reviews', '>', 0)
    .orderBy('instrument_id');
  expect(JSON.parse(JSON.stringify(kept))).toEqual(JSON.parse(JSON.stringify(counted)));
}

const shown = async (query: Record<string, unknown> = {}) =>
  (await visitor.call('listReviews', { params: instrument, query })).body;

describe('a review', () => {
  test('is not refused because the booking changed at that very moment, nor is the change', async () => {
    const id = await finished();
    const { db } = world.deps;
    const faster = await db.transaction();
    await faster('bookings').where({ id }).increment('version', 1);
    const sent = ann.make('createReview', { params: { id }, body: { scores: GOOD, text: '' } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await faster.commit();
    const made = await sent;
    expect([made.status, made.problem.code]).toEqual([201, undefined]);
    const { body } = await ann.call('getBooking', { params: { id } });
    expect(body.reviewedAt).toBe(made.body.createdAt);
  });

  test('of 240 emoji is taken, of 241 characters is refused by name, and nothing typed is lost', async () => {
    const id = await finished();
    const body = (text: string) => ({ params: { id }, body: { scores: GOOD, text } });
    for (const language of ['zh-CN', 'en'] as const) {
      const refused = await ann.make('createReview', { ...body('测'.repeat(241)), language });
      expect([refused.status, refused.problem.code]).toEqual([422, 'review.too_long']);
      expect(refused.problem.title).toContain('240');
    }
    const made = await ann.make('createReview', body('👨‍👩‍👧‍👦'.repeat(240)));
    expect(made.status).toBe(201);
    expect(made.body.text).toBe('👨‍👩‍👧‍👦'.repeat(240));
    expect((await shown()).items[0]!.text).toBe('👨‍👩‍👧‍👦'.repeat(240));
  });

  test('with right-to-left marks and controls keeps its words and loses the marks', async () => {
    const text = '很好\u202E gnp.exe \u2067\u0000שלום\u200F👍🏽\r\n第二行';
    const { review } = await reviewed({ scores: GOOD, text });
    expect(review.text).toBe('很好 gnp.exe שלום👍🏽\n第二行');
  });

  test('of marks alone is no reason', async () => {
    const id = await finished();
    const refused = await ann.make('createReview', {
      params: { id },
      body: { scores: BAD, text: '\u202E\u200B \u0000' },
    });
    expect([refused.status, refused.problem.code]).toEqual([422, 'review.reason_required']);
  });

  test('sent twice at once, with one key or with two, is one review and counts once', async () => {
    const id = await finished();
    const send = (key: string) =>
      ann.call('createReview', { params: { id }, body: { scores: GOOD, text: '好' }, key });
    const before = (await shown()).total!;
    const same = await Promise.all([send('the-same-key'), send('the-same-key')]);
    expect(same.map(({ status }) => status)).toEqual([201, 201]);
    expect(same[0].body.id).toBe(same[1].body.id);
    const again = await send('another-key');
    expect([again.status, again.problem.code]).toEqual([409, 'review.already_written']);
    expect((await shown()).total).toBe(before + 1);
    await expectSumsTrue();
  });

  test('comes within 90 days', async () => {
    const id = await finished();
    const late = await finished();
    await world.deps
      .db('bookings')
      .where({ id: late })
      .update({ completed_at: new Date(world.clock.now().getTime() - 90 * DAY - 1_000) });
    const send = (bookingId: string) =>
      ann.make('createReview', { params: { id: bookingId }, body: { scores: GOOD } });
    expect((await send(late)).problem.code).toBe('review.too_late');
    expect((await send(id)).status).toBe(201);
  });

  test('shows everyone whose it is by one character, and to its own people which booking it is of', async () => {
    const { booking, review } = await reviewed();
    expect(review).toMatchObject({ authorName: '陈**', bookingId: booking.id, may: ['edit'] });
    expect((await shown()).items[0]).toMatchObject({
      authorName: '陈**',
      bookingId: null,
      may: [],
    });
    const crews = await operator.call('listReviews', { params: instrument });
    expect(crews.body.items[0]).toMatchObject({ bookingId: booking.id, may: ['reply', 'appeal'] });
  });
});

describe('an edit', () => {
  test('keeps what was said before, says so, and moves the rating', async () => {
    const { params, booking } = await reviewed({ scores: BAD, text: '等了一个小时' });
    const edited = await ann.call('changeReview', {
      params: booking,
      body: { scores: GOOD, text: '补测后很好' },
    });
    expect(edited.body).toMatchObject({ edits: 1, scores: GOOD, text: '补测后很好' });
    expect(edited.headers.get('etag')).toBe('"2"');
    const versions = await visitor.call('listReviewVersions', { params });
    expect(versions.body.items).toMatchObject([{ edition: 1, scores: BAD, text: '等了一个小时' }]);
    await ann.call('changeReview', { params: booking, body: { scores: GOOD, text: '第三次' } });
    const all = await visitor.call('listReviewVersions', { params });
    expect(all.body.items.map(({ text }) => text)).toEqual(['补测后很好', '等了一个小时']);
    await expectSumsTrue();
  });

  test('sent twice is one, and one of a stale version is refused', async () => {
    const { booking } = await reviewed();
    const body = { scores: BAD, text: '慢' };
    const edit = (headers: Record<string, string> = {}) =>
      ann.call('changeReview', { params: booking, body, headers });
    expect((await edit({ 'if-match': '"1"' })).body.edits).toBe(1);
    expect((await edit()).body.edits).toBe(1);
    const stale = await edit({ 'if-match': '"1"' });
    expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
    await expectSumsTrue();
  });

  test('comes within the 90 days, by the author alone, under the same rules', async () => {
    const { booking } = await reviewed();
    const edit = (client: Client, body: Record<string, unknown> = { scores: BAD, text: '慢' }) =>
      client.call('changeReview', { params: booking, body });
    expect((await edit(operator)).problem.code).toBe('access.forbidden');
    expect((await edit(ann, { scores: BAD, text: '' })).problem.code).toBe(
      'review.reason_required',
    );
    expect((await edit(ann, { scores: GOOD, text: 'a'.repeat(241) })).problem.code).toBe(
      'review.too_long',
    );
    await world.deps
      .db('bookings')
      .where({ id: booking.id })
      .update({ completed_at: new Date(world.clock.now().getTime() - 90 * DAY - 1_000) });
    expect((await edit(ann)).problem.code).toBe('review.too_late');
    expect((await ann.call('getReview', { params: booking })).body.may).toEqual([]);
  });

  test('kept versions can be neither changed nor deleted', async () => {
    const rows = world.deps.db('review_versions');
    await expect(rows.clone().update({ text: 'x' })).rejects.toThrow('append-only');
    await expect(rows.clone().delete()).rejects.toThrow('append-only');
  });
});

describe('the crew', () => {
  test('replies once, however fast it is sent twice', async () => {
    const { params } = await reviewed();
    const send = (key: string) =>
      operator.call('replyToReview', { params, body: { text: '谢谢，欢迎再来' }, key });
    const answers = await Promise.all([send('reply-key-one'), send('reply-key-two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.problem.code).toBe(
      'review.already_replied',
    );
    const [item] = (await shown()).items;
    expect(item!.reply).toMatchObject({ by: '材料表征中心', text: '谢谢，欢迎再来' });
  });

  test('of another unit, and the author, reply to nothing', async () => {
    const { params } = await reviewed();
    for (const name of ['operator-foreign', 'operator-sibling-crew', 'unit-admin-2']) {
      const other = await signInAs(world.url, name);
      const answer = await other.make('replyToReview', { params, body: { text: '好' } });
      expect([name, answer.problem.code]).toEqual([name, 'access.forbidden']);
    }
    const own = await ann.make('replyToReview', { params, body: { text: '好' } });
    expect(own.problem.code).toBe('access.forbidden');
    const empty = await operator.make('replyToReview', { params, body: { text: '\u202E ' } });
    expect([empty.status, empty.problem.code]).toEqual([400, 'request.invalid']);
  });
});

describe('an appeal', () => {
  test('hides the review and its scores until the authority restores it', async () => {
    const { params, booking } = await reviewed({ scores: BAD, text: '态度差' });
    const before = await shown();
    const appealed = await operator.make('appealReview', {
      params,
      body: { reason: '与事实不符' },
    });
    expect(appealed.body).toMatchObject({ state: 'appealed', appeal: { reason: '与事实不符' } });
    const hidden = await shown();
    expect(hidden.total).toBe(before.total! - 1);
    expect(hidden.items.map(({ id }) => id)).not.toContain(params.id);
    expect((await visitor.call('listReviewVersions', { params })).status).toBe(404);
    expect((await ann.call('getReview', { params: booking })).body).toMatchObject({
      state: 'appealed',
      may: [],
    });
    const edit = await ann.call('changeReview', { params: booking, body: { scores: GOOD } });
    expect(edit.problem.code).toBe('review.state_conflict');
    await expectSumsTrue();

    const open = await authority.call('listReviewAppeals');
    expect(open.body.items.map(({ id }) => id)).toContain(params.id);
    const judged = await authority.call('judgeReview', {
      params,
      body: { decision: 'restore', reason: '所述属实' },
    });
    expect(judged.body).toMatchObject({
      state: 'shown',
      appeal: { decision: 'restored', judgement: '所述属实' },
    });
    expect((await shown()).total).toBe(before.total);
    const again = await operator.make('appealReview', { params, body: { reason: '还是不符' } });
    expect(again.problem.code).toBe('review.state_conflict');
    await ann.call('changeReview', { params: booking, body: { scores: BAD, text: '更差' } });
    const anew = await operator.make('appealReview', { params, body: { reason: '改后更不符' } });
    expect(anew.status).toBe(201);
    await platform.call('judgeReview', {
      params,
      body: { decision: 'remove', reason: '人身攻击' },
    });
    await expectSumsTrue();
  });

  test('judged against it, takes it away for good', async () => {
    const { params, booking } = await reviewed({ scores: BAD, text: '广告' });
    await admin.make('appealReview', { params, body: { reason: '广告' } });
    const judge = () =>
      platform.call('judgeReview', { params, body: { decision: 'remove', reason: '广告内容' } });
    const answers = await Promise.all([judge(), judge()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await ann.call('getReview', { params: booking })).body).toMatchObject({
      state: 'removed',
      appeal: { decision: 'removed', judgement: '广告内容' },
      may: [],
    });
    const twice = await ann.make('createReview', { params: booking, body: { scores: GOOD } });
    expect(twice.problem.code).toBe('review.already_written');
    const judged = await authority.call('listReviewAppeals', { query: { state: 'judged' } });
    expect(judged.body.items[0]!.id).toBe(params.id);
    await expectSumsTrue();
  });

  test('is judged by the office over the unit, never by the unit or another region', async () => {
    const { params } = await reviewed({ scores: BAD, text: '不行' });
    await operator.make('appealReview', { params, body: { reason: '不实' } });
    const body = { decision: 'remove', reason: '好' };
    const foreign = await signInAs(world.url, 'authority-foreign');
    expect((await foreign.call('judgeReview', { params, body })).problem.code).toBe(
      'review.not_found',
    );
    expect((await foreign.call('listReviewAppeals')).body.items).toEqual([]);
    for (const client of [ann, operator, admin]) {
      const answer = await client.call('judgeReview', { params, body });
      expect(answer.problem.code).toBe('access.forbidden');
    }
    // An officer who also belongs to the unit stands on its side.
    await world.deps.db('users').where({ id: 'USERAUTHORITY' }).update({ unit_id: 'UNITOWN' });
    const partial = await authority.call('judgeReview', { params, body });
    expect(partial.problem.code).toBe('review.not_found');
    expect((await authority.call('listReviewAppeals')).body.items).toEqual([]);
    await world.deps.db('users').where({ id: 'USERAUTHORITY' }).update({ unit_id: null });
    expect((await authority.call('judgeReview', { params, body })).status).toBe(200);
  });

  test('and an edit at once leave the sums true, whoever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { params, booking } = await reviewed({ scores: BAD, text: `第 ${round} 次` });
      await Promise.all([
        ann.call('changeReview', { params: booking, body: { scores: GOOD, text: '改' } }),
        operator.make('appealReview', { params, body: { reason: '不实' } }),
        operator.make('replyToReview', { params, body: { text: '谢谢指出' } }),
      ]);
      await expectSumsTrue();
    }
  });
});

describe('the list', () => {
  test('goes page by page in every order, and by stars, each review once', async () => {
    const { db } = world.deps;
    await db('review_appeals').delete();
    await db('reviews').update({ state: 'shown' });
    for (const sort of ['newest', 'lowest', 'highest']) {
      const ids: string[] = [];
      const sums: number[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await shown({ sort, limit: 3, ...(cursor ? { cursor } : {}) });
        ids.push(...page.items.map(({ id }) => id));
        sums.push(
          ...page.items.map(({ scores }) => Object.values(scores).reduce((a, b) => a + b, 0)),
        );
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBe(
        await db('reviews')
          .count('* as n')
          .first()
          .then((row) => row!['n']),
      );
      if (sort === 'lowest') expect(sums).toEqual([...sums].sort((a, b) => a - b));
      if (sort === 'highest') expect(sums).toEqual([...sums].sort((a, b) => b - a));
    }
    const two = await shown({ stars: 2, limit: 100 });
    expect(two.items.length).toBeGreaterThan(0);
    for (const { scores } of two.items) expect(scores).toEqual(BAD);
  });

  test('refuses a cursor that is none of its own', async () => {
    const answer = await visitor.call('listReviews', {
      params: instrument,
      query: { cursor: Buffer.from('["x",1]').toString('base64url') },
    });
    expect([answer.status, answer.problem.code]).toEqual([400, 'request.cursor_invalid']);
  });
});

test('a rating and its histogram follow every step, and so does the mean that others lean on', async () => {
  const { deps } = world;
  const detail = async (id: string) => {
    while ((await relayOutbox(deps, allWork.outbox!)) > 0);
    // Every process looks for changed documents a few times a second.
    await new Promise((resolve) => setTimeout(resolve, 350));
    return (await visitor.call('getInstrument', { params: { id } })).body;
  };
  await deps.db('instrument_ratings').insert({
    instrument_id: INSTRUMENTS.twin,
    reviews: 1,
    quality_sum: 5,
    speed_sum: 5,
    attitude_sum: 5,
    worth_sum: 5,
    stars_5: 1,
  });
  const payload = { instrumentId: INSTRUMENTS.twin };
  await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'instrument.changed', payload }));
  const other = await detail(INSTRUMENTS.twin);
  const before = await detail(INSTRUMENTS.free);
  const { params } = await reviewed({ scores: BAD, text: '不好' });
  const after = await detail(INSTRUMENTS.free);
  expect(after.rating.count).toBe(before.rating.count + 1);
  expect(after.ratingHistogram[1]).toBe(before.ratingHistogram[1]! + 1);
  expect(after.rating.mean!).toBeLessThan(before.rating.mean!);
  expect((await detail(INSTRUMENTS.twin)).rating.mean!).toBeLessThan(other.rating.mean!);
  await operator.make('appealReview', { params, body: { reason: '不实' } });
  const hidden = await detail(INSTRUMENTS.free);
  expect([hidden.rating, hidden.ratingHistogram, hidden.scoreMeans]).toEqual([
    before.rating,
    before.ratingHistogram,
    before.scoreMeans,
  ]);
});
