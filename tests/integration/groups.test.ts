import { randomUUID } from 'node:crypto';
import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;
const GROUP = { id: 'GROUPOWN' };
/** An hour of own use at the price of the group's own unit. */
const PRICE = 12_000;

let world: World;
let head: Client;
let bo: Client;
let operator: Client;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await deps.db('notice_addresses').insert(
        [
          ['USERRESEARCHER-2', 'he@example.edu.cn', deps.clock.now()],
          ['USERRESEARCHER-FOREIGN', 'lab@example.edu.cn', deps.clock.now()],
          ['USERCOMPANY', 'lab@example.edu.cn', deps.clock.now()],
          ['USERCOMPANY-2', 'unproven@example.com', null],
        ].map(([user_id, address, verified_at]) => ({
          user_id,
          channel: 'email',
          address,
          verified_at,
        })),
      );
    },
  });
  head = await signInAs(world.url, 'researcher');
  bo = await signInAs(world.url, 'researcher-2');
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await world.stop();
});

const me = { ...GROUP, userId: 'USERRESEARCHER-2' };
const setLimit = (limitFen: number | null) =>
  head.call('setMemberLimit', { params: me, body: { limitFen } });
const join = async (limitFen: number | null = null) =>
  await head.make('addMember', {
    params: GROUP,
    body: { email: 'he@example.edu.cn', limitFen },
  });
const leave = () => head.call('removeMember', { params: me });

const usedFen = async () => {
  const { members } = (await head.call('getGroup', { params: GROUP })).body;
  return members.find(({ userId }) => userId === me.userId)?.usedFen;
};

/** Hours from now on, whole ones, far enough apart not to meet. */
let nextHour = 30;
function slot(hours = 1) {
  nextHour += 6;
  const now = Math.floor(world.clock.now().getTime() / HOUR) * HOUR;
  const at = (hour: number) => new Date(now + hour * HOUR).toISOString();
  return { startsAt: at(nextHour), endsAt: at(nextHour + hours) };
}

const wish = (hours = 1, instrumentId: string = INSTRUMENTS.free) =>
  ({
    instrumentId,
    kind: 'time',
    ...slot(hours),
    chargeTo: { kind: 'group', id: 'GROUPOWN' },
  }) as const;

async function paid(hours = 1) {
  const held = await bo.make('createBooking', { body: wish(hours) });
  expect(held.status).toBe(201);
  const params = { id: held.body.id };
  const accountFen = held.body.quote.totalFen;
  const answer = await bo.make('payBooking', { params, body: { accountFen } });
  expect(answer.status).toBe(201);
  return params;
}

const drop = (client: Client, id: string) =>
  client.call('cancelBooking', { params: { id }, body: { reason: '试' } });

async function eventually(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const newest = async (kind: string) =>
  await eventually(async () =>
    (await bo.call('listNotices')).body.items.some((notice) => notice.kind === kind),
  );

describe('a group', () => {
  test('is its head’s to see whole, a member’s in their own part, and nobody else’s', async () => {
    expect((await bo.call('getGroup', { params: GROUP })).problem.code).toBe('group.not_found');
    const answer = await head.call('getGroup', { params: GROUP });
    expect(answer.body).toMatchObject({
      name: '薄膜光电课题组',
      principal: { id: 'USERRESEARCHER' },
      asksPrincipal: false,
      month: '2026-11',
      usedFen: 0,
      balances: [{ unitId: 'UNITOWN', balanceFen: 1_000_000 }],
      members: [{ userId: 'USERRESEARCHER', isPrincipal: true, limitFen: null, leftFen: null }],
      may: ['manage'],
    });
    expect((await join(50_000)).status).toBe(201);
    const own = await bo.call('getGroup', { params: GROUP });
    expect(own.body).toMatchObject({ usedFen: null, formerFen: null, may: [] });
    expect(own.body.members.map(({ userId, leftFen }) => [userId, leftFen])).toEqual([
      [me.userId, 50_000],
    ]);
    await newest('group.added_limited');
    for (const change of [
      bo.call('changeGroup', { params: GROUP, body: { asksPrincipal: true } }),
      bo.make('addMember', { params: GROUP, body: { userId: 'USERCOMPANY', limitFen: null } }),
      bo.call('setMemberLimit', { params: me, body: { limitFen: null } }),
      bo.call('removeMember', { params: { ...GROUP, userId: 'USERRESEARCHER' } }),
    ]) {
      expect((await change).problem.code).toBe('access.forbidden');
    }
    await leave();
    await newest('group.removed');
    expect((await bo.call('getGroup', { params: GROUP })).problem.code).toBe('group.not_found');
  });

  test.each([
    ['an address nobody has proven', { email: 'unproven@example.com' }, 'group.person_unknown'],
    ['an address that two share', { email: 'lab@example.edu.cn' }, 'group.person_unclear'],
    ['an address but for its accent', { email: 'hé@example.edu.cn' }, 'group.person_unknown'],
    ['a number nobody has', { userId: 'NOBODY' }, 'group.person_unknown'],
    ['who is in already', { userId: 'USERRESEARCHER' }, 'group.already_member'],
  ])('does not take in %s', async (_, who, code) => {
    const answer = await head.make('addMember', {
      params: GROUP,
      body: { ...who, limitFen: null },
    });
    expect(answer.problem.code).toBe(code);
  });

  test('takes in nobody twice: the same key hears the same, another is told', async () => {
    const key = randomUUID();
    const body = { email: ' HE@example.edu.cn', limitFen: null };
    const twins = await Promise.all(
      [1, 2].map(() => head.call('addMember', { params: GROUP, body, key })),
    );
    expect(twins.map(({ status }) => status)).toEqual([201, 201]);
    expect(twins[0]?.body).toEqual(twins[1]?.body);
    expect((await join()).problem.code).toBe('group.already_member');
    await newest('group.added');
    await leave();
  });

  test('changes on the version that was seen, and the trail says what did', async () => {
    const seen = await head.call('getGroup', { params: GROUP });
    const ifMatch = { 'if-match': seen.headers.get('etag') ?? '' };
    expect(ifMatch['if-match']).toBe(`"${seen.body.version}"`);
    const change = (asksPrincipal: boolean, headers = {}) =>
      head.call('changeGroup', { params: GROUP, body: { asksPrincipal }, headers });
    const first = await change(true, ifMatch);
    expect(first.body).toMatchObject({ asksPrincipal: true, version: seen.body.version + 1 });
    expect((await change(false, ifMatch)).problem.code).toBe('request.stale');
    expect((await change(true)).body.version).toBe(seen.body.version + 1);
    await change(false);
    const lines = await world.deps
      .db('audit_events')
      .where({ object_kind: 'group', object_id: GROUP.id, action: 'group.asks_set' });
    expect(lines).toHaveLength(2);
  });

  test('cannot lose its head, nor somebody who is not in it', async () => {
    const remove = (userId: string) => head.call('removeMember', { params: { ...GROUP, userId } });
    expect((await remove('USERRESEARCHER')).problem.code).toBe('group.head_stays');
    expect((await remove('USERCOMPANY')).problem.code).toBe('group.member_not_found');
    expect((await setLimit(1)).problem.code).toBe('group.member_not_found');
  });

  test('asks its head from the next booking on where it is told to', async () => {
    await join();
    await head.call('changeGroup', { params: GROUP, body: { asksPrincipal: true } });
    const asked = await paid();
    const seen = await head.call('getBooking', { params: asked });
    expect(seen.body.may).toEqual(expect.arrayContaining(['approve', 'reject']));
    // The crew is not asked here, so it has nothing to agree to.
    expect((await operator.call('getBooking', { params: asked })).body.may).not.toContain(
      'approve',
    );
    await head.call('changeGroup', { params: GROUP, body: { asksPrincipal: false } });
    const agreed = await head.call('decideApproval', {
      params: asked,
      body: { decision: 'approve' },
    });
    expect(agreed.body.state).toBe('confirmed');
    const free = await paid();
    expect((await bo.call('getBooking', { params: free })).body.state).toBe('confirmed');
    await drop(bo, asked.id);
    await drop(bo, free.id);
    await leave();
  });
});

describe('a member’s limit', () => {
  beforeAll(async () => {
    await join();
  });
  afterAll(async () => {
    await leave();
  });

  test('lets the last fen be spent and names what is missing for more', async () => {
    await setLimit(2 * PRICE);
    await newest('group.limit_set');
    const first = await paid();
    const quote = await bo.call('createQuote', { body: wish(2), language: 'en' });
    const sums = { limitFen: 24_000, usedFen: 12_000, wantedFen: 24_000, leftFen: 12_000 };
    expect(quote.body.memberLimit).toEqual({ limitFen: 24_000, usedFen: 12_000, leftFen: 12_000 });
    expect(quote.body.broken).toMatchObject([
      { code: 'booking.member_limit', overridable: false, sums },
    ]);
    expect(quote.body.broken[0]?.message).toContain('¥240.00 allowed, ¥120.00 used');
    const over = await bo.make('createBooking', { body: wish(2) });
    expect(over.problem).toMatchObject({
      status: 422,
      code: 'booking.rules_broken',
      errors: [{ code: 'booking.member_limit', sums }],
    });
    expect(over.problem.detail).toContain('请课题组负责人调高限额');
    const last = await bo.make('createBooking', { body: wish() });
    expect(last.body.quote.memberLimit).toEqual({ limitFen: 24_000, usedFen: 24_000, leftFen: 0 });
    expect(await usedFen()).toBe(24_000);
    // Their own money is not the group's.
    const own = { ...wish(), chargeTo: { kind: 'group', id: 'GROUPSIBLING' } };
    expect((await bo.call('createQuote', { body: own })).body.memberLimit).toBeNull();
    await drop(bo, last.body.id);
    expect(await usedFen()).toBe(12_000);
    await drop(bo, first.id);
    expect(await usedFen()).toBe(0);
  });

  test('is one for all instruments: of many holds at once only so many pass', async () => {
    await setLimit(2 * PRICE);
    const bodies = [INSTRUMENTS.free, INSTRUMENTS.sem, INSTRUMENTS.twin].map((id) => wish(1, id));
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all(
        bodies.map((body) => bo.make('createBooking', { body: { ...body, ...slot() } })),
      );
      const made = answers.filter(({ status }) => status === 201);
      expect(made).toHaveLength(2);
      const [lost] = answers.filter(({ status }) => status !== 201);
      expect(lost?.problem.errors).toMatchObject([{ code: 'booking.member_limit' }]);
      expect(await usedFen()).toBe(2 * PRICE);
      await Promise.all(made.map(({ body }) => drop(bo, body.id)));
      expect(await usedFen()).toBe(0);
    }
  });

  test('counts holds that came together where there is none', async () => {
    await setLimit(null);
    await newest('group.limit_lifted');
    const answers = await Promise.all(
      [INSTRUMENTS.free, INSTRUMENTS.sem, INSTRUMENTS.twin].map((id) =>
        bo.make('createBooking', { body: wish(1, id) }),
      ),
    );
    expect(await usedFen()).toBe(3 * PRICE);
    await Promise.all(answers.map(({ body }) => drop(bo, body.id)));
    expect(await usedFen()).toBe(0);
  });

  test('stops a dearer move and lets a cheaper one go', async () => {
    await setLimit(2 * PRICE);
    const params = await paid(2);
    const longer = slot(3);
    const judged = await bo.call('quoteChange', { params, body: longer });
    expect(judged.body.broken).toMatchObject([
      { code: 'booking.member_limit', sums: { wantedFen: 12_000, leftFen: 0 } },
    ]);
    const refused = await bo.call('changeBooking', { params, body: longer });
    expect(refused.problem.errors).toMatchObject([{ code: 'booking.member_limit' }]);
    await setLimit(PRICE);
    expect((await bo.call('changeBooking', { params, body: slot(2) })).status).toBe(200);
    expect((await bo.call('changeBooking', { params, body: slot(1) })).status).toBe(200);
    expect(await usedFen()).toBe(PRICE);
    await drop(bo, params.id);
  });

  // Holds of one person meet at their number; moves meet nowhere but at the limit itself.
  test('gives the last of it to one of two moves at once, or to a hold beside a move', async () => {
    for (let round = 0; round < 6; round += 1) {
      await setLimit(3 * PRICE);
      const both = [await paid(), await paid()];
      const moves = await Promise.all(
        both.map((params) => bo.call('changeBooking', { params, body: slot(2) })),
      );
      expect(moves.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(moves.find(({ status }) => status === 422)?.problem.errors).toMatchObject([
        { code: 'booking.member_limit' },
      ]);
      expect(await usedFen()).toBe(3 * PRICE);
      const single = both[moves[0]?.status === 200 ? 1 : 0]!;
      await setLimit(4 * PRICE);
      const beside = await Promise.all([
        bo.call('changeBooking', { params: single, body: slot(2) }),
        bo.make('createBooking', { body: wish(1, INSTRUMENTS.twin) }),
      ]);
      expect(beside.filter(({ status }) => status === 422)).toHaveLength(1);
      expect(await usedFen()).toBe(4 * PRICE);
      const hold = beside[1];
      if (hold.status === 201) await drop(bo, hold.body.id);
      await Promise.all(both.map(({ id }) => drop(bo, id)));
      expect(await usedFen()).toBe(0);
    }
  });

  test('lowered later lets the crew and the head agree to what was booked', async () => {
    await setLimit(null);
    await world.deps
      .db('booking_rules')
      .where({ instrument_id: INSTRUMENTS.sem })
      .update({ rules: world.deps.db.raw(`json_set(rules, '$.approval', 'all')`) });
    const held = await bo.make('createBooking', { body: wish(1, INSTRUMENTS.sem) });
    const params = { id: held.body.id };
    await bo.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
    await setLimit(0);
    const agreed = await operator.call('decideApproval', { params, body: { decision: 'approve' } });
    expect(agreed.body.state).toBe('confirmed');
    await drop(bo, params.id);
    expect(await usedFen()).toBe(0);
  });

  test('counts what a late cancellation keeps until the crew waives it', async () => {
    await setLimit(10 * PRICE);
    // Late in the month already: the next day's slots are free again.
    nextHour = 24;
    const params = await paid();
    const { body } = await bo.call('getBooking', { params });
    world.clock.set(new Date(Date.parse(body.startsAt ?? '') - HOUR).toISOString());
    expect((await drop(bo, params.id)).body.keptFen).toBe(PRICE / 2);
    expect(await usedFen()).toBe(PRICE / 2);
    await operator.call('waiveBooking', { params, body: { reason: '情有可原' } });
    expect(await usedFen()).toBe(0);
  });

  test('ends with a hold that runs out', async () => {
    const held = await bo.make('createBooking', { body: wish() });
    expect(await usedFen()).toBe(PRICE);
    world.clock.advance(11 * 60_000);
    await eventually(async () => (await usedFen()) === 0);
    const params = { id: held.body.id };
    expect((await bo.call('getBooking', { params })).body.state).toBe('expired');
  });

  test('begins anew with the month, by China’s calendar', async () => {
    await setLimit(PRICE);
    world.clock.set('2026-11-30T15:58:00.000Z');
    const params = await paid();
    const over = await bo.call('createQuote', { body: wish() });
    expect(over.body.broken).toMatchObject([{ code: 'booking.member_limit' }]);
    world.clock.set('2026-11-30T16:00:01.000Z');
    const next = await bo.make('createBooking', { body: wish() });
    expect(next.body.quote.memberLimit).toEqual({ limitFen: PRICE, usedFen: PRICE, leftFen: 0 });
    // What was booked last month goes back to last month.
    await drop(bo, params.id);
    expect(await usedFen()).toBe(PRICE);
    await drop(bo, next.body.id);
    const old = await world.deps.db('member_uses').where({ user_id: me.userId, month: '2026-11' });
    expect(old).toMatchObject([{ used_fen: 0 }]);
  });
});

test('who is removed keeps what is booked, spends no more, and can still reach it', async () => {
  const { db } = world.deps;
  // While another group kept them a researcher, none was needed.
  const ofUnit = db('role_grants').where({ user_id: me.userId, scope_kind: 'unit' });
  expect(await ofUnit.clone()).toEqual([]);
  await join();
  await db('role_grants').where({ user_id: me.userId, scope_id: 'GROUPSIBLING' }).delete();
  const params = await paid();
  const { body } = await leave();
  expect(await ofUnit).toMatchObject([{ role: 'researcher', scope_id: 'UNITSIBLING' }]);
  expect(body).toMatchObject({ formerFen: PRICE, usedFen: PRICE });
  const refused = await bo.make('createBooking', { body: wish() });
  expect(refused.problem.errors).toMatchObject([{ code: 'booking.charge_to_refused' }]);
  const seen = await bo.call('getBooking', { params });
  expect(seen.body).toMatchObject({ state: 'confirmed', payer: { id: GROUP.id } });
  const dearer = await bo.call('changeBooking', { params, body: slot(2) });
  expect(dearer.problem.errors).toMatchObject([{ code: 'booking.charge_to_refused' }]);
  expect((await bo.call('changeBooking', { params, body: slot(1) })).status).toBe(200);
  expect((await drop(bo, params.id)).body.keptFen).toBe(0);
  const { formerFen } = (await head.call('getGroup', { params: GROUP })).body;
  expect(formerFen).toBe(0);
});
