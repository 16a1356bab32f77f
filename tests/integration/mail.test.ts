import type { Deps } from '../../bff/src/deps.ts';
import { sendDeliveries } from '../../bff/src/features/notifications/index.ts';
import { emailChannel } from '../../bff/src/infra/channels/email.ts';
import { relayOutbox } from '../../bff/src/infra/outbox.ts';
import { runDueTasks } from '../../bff/src/infra/tasks.ts';
import { allWork, outsideWork } from '../../bff/src/jobs.ts';
import { Client, signInAs } from '../support/client.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
const APP = 'https://dayi.example';

let world: World;
let deps: Deps;
let mail: MailServer;
let ann: Client;
let operator: Client;

beforeAll(async () => {
  mail = await startMailServer();
  const channel = emailChannel({ url: mail.url, from: 'notice@dayi.example', appUrl: APP });
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
    changes: { channels: new Map([['email', channel]]) },
  });
  ({ deps } = world);
  ann = await signInAs(world.url, 'researcher');
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await world.stop();
  await mail.stop();
});
beforeEach(() => {
  mail.mails.length = 0;
  mail.refuse.rcpt.length = 0;
  mail.refuse.data.length = 0;
});

/** Everything a worker would do now. */
async function work(): Promise<void> {
  while ((await relayOutbox(deps, allWork.outbox!)) > 0);
  await runDueTasks(deps, 'me', outsideWork.tasks);
  while ((await sendDeliveries(deps)) > 0);
}

/** Asks for approval of one more slot, a day from now and on. */
let hours = 0;
async function request(): Promise<string> {
  hours = (hours + 1) % 24;
  const hour = 60 * MINUTE;
  const start = (Math.ceil(world.clock.now().getTime() / hour) + 26 + hours) * hour;
  const held = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.sem,
      kind: 'time',
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + hour).toISOString(),
    },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  await deps.db('bookings').where(params).update({ needs_approval: true, state: 'requested' });
  return params.id;
}

const deliveries = async (state?: string) => {
  const query = deps.db('notice_deliveries').orderBy('created_at');
  return (await (state === undefined ? query : query.where({ state }))) as {
    id: string;
    state: string;
    tries: number;
    trouble: string | null;
    last_error: string | null;
  }[];
};

async function give(client: Client, address: string): Promise<void> {
  await deps.db('notice_addresses').delete();
  const asked = await client.call('setEmail', { body: { address } });
  expect(asked.problem.code).toBeUndefined();
  await work();
  const code = /\d{6}/.exec(mail.mails.at(-1)!.subject!)![0];
  const verified = await client.call('verifyEmail', { body: { code } });
  expect(verified.body.channels.email).toMatchObject({ address, codeUntil: null });
  mail.mails.length = 0;
}

/** A booking that the operator approves, so that the researcher is written to. */
async function approve(): Promise<void> {
  const params = { id: await request() };
  await operator.call('decideApproval', { params, body: { decision: 'approve' } });
}

describe('an address', () => {
  test('hears nothing but its code until the code comes back', async () => {
    const asked = await ann.call('setEmail', { body: { address: 'chen@Example.COM' } });
    expect(asked.body.channels.email).toMatchObject({
      isOpen: true,
      address: 'chen@example.com',
      verifiedAt: null,
    });
    expect(asked.body.channels.email.codeUntil).not.toBeNull();
    await work();
    await work();
    expect(mail.mails).toHaveLength(1);
    const code = /\d{6}/.exec(mail.mails[0]!.subject!)![0];
    expect(mail.mails[0]!.text).toContain(code);
    const rows = JSON.stringify([await deps.db('notice_addresses'), await deps.db('tasks')]);
    expect(rows).not.toContain(code);

    await approve();
    await work();
    expect(mail.mails).toHaveLength(1);
    const wrong = await ann.call('verifyEmail', {
      body: { code: code === '000000' ? '000001' : '000000' },
    });
    expect([wrong.status, wrong.problem.code]).toEqual([422, 'email.code_wrong']);
    const right = await ann.call('verifyEmail', { body: { code } });
    expect(right.body.channels.email.verifiedAt).not.toBeNull();
    await approve();
    await work();
    expect(mail.mails).toHaveLength(2);
    expect(mail.mails[1]!.subject).toBe('预约已同意');
  });

  test('is not proved by guessing: five tries, then a new code', async () => {
    await deps.db('notice_addresses').delete();
    await ann.call('setEmail', { body: { address: 'guess@example.com' } });
    await work();
    const code = /\d{6}/.exec(mail.mails.at(-1)!.subject!)![0];
    const bad = code === '123456' ? '654321' : '123456';
    for (let n = 0; n < 5; n += 1) {
      expect((await ann.call('verifyEmail', { body: { code: bad } })).problem.code).toBe(
        'email.code_wrong',
      );
    }
    const late = await ann.call('verifyEmail', { body: { code } });
    expect([late.status, late.problem.code]).toEqual([422, 'email.code_expired']);
  });

  test('is written to once a minute and five times a day at most, whoever asks', async () => {
    await deps.db('notice_addresses').delete();
    const ask = (n: number) => ann.call('setEmail', { body: { address: `a${n}@example.com` } });
    expect((await ask(0)).status).toBe(200);
    const soon = await ask(1);
    expect([soon.status, soon.problem.code]).toEqual([429, 'request.rate_limited']);
    expect(Number(soon.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    for (let n = 2; n < 6; n += 1) {
      world.clock.advance(MINUTE);
      expect((await ask(n)).status).toBe(200);
    }
    world.clock.advance(MINUTE);
    expect((await ask(7)).status).toBe(429);
  });

  test('taken back is forgotten, but not how often codes were asked for', async () => {
    await deps.db('notice_addresses').delete();
    const ask = () => ann.call('setEmail', { body: { address: 'stranger@example.com' } });
    for (let n = 0; n < 5; n += 1) {
      expect((await ask()).status).toBe(200);
      expect((await ann.call('removeEmail')).status).toBe(204);
      const rows = JSON.stringify(await deps.db('notice_addresses'));
      expect(rows).not.toContain('stranger');
      const { channels } = (await ann.call('getNoticePreferences')).body;
      expect(channels.email).toMatchObject({ address: null, verifiedAt: null, codeUntil: null });
      expect((await ask()).problem.code).toBe('request.rate_limited');
      world.clock.advance(MINUTE);
    }
    expect((await ask()).problem.code).toBe('request.rate_limited');
    await work();
    expect(mail.mails).toEqual([]);
    world.clock.advance(24 * 60 * MINUTE);
    expect((await ask()).status).toBe(200);
  });

  test.each([
    'no address',
    'a@b@example.com',
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: all@example.com',
    '"a@example.com>\r\nX: y"@example.com',
    '<a@example.com>',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is refused', async (address) => {
    const answer = await ann.call('setEmail', { body: { address } });
    expect([answer.status, answer.problem.code]).toEqual([400, 'request.invalid']);
  });

  test('that refuses the code says so on the screen', async () => {
    await deps.db('notice_addresses').delete();
    mail.refuse.rcpt.push(550);
    await ann.call('setEmail', { body: { address: 'nobody@example.com' } });
    await work();
    const seen = await ann.call('getNoticePreferences');
    expect(seen.body.channels.email.trouble).toMatchObject({ reason: 'refused', isFinal: true });
  });
});

describe('a mail', () => {
  beforeEach(async () => {
    await deps.db('notice_deliveries').delete();
    await deps.db('notice_addresses').delete();
    await give(ann, 'chen@example.com');
  });

  test('says it in the reader’s language, as text and as HTML, with ways on and out', async () => {
    await approve();
    await work();
    const [one] = mail.mails;
    expect(one).toMatchObject({ subject: '预约已同意' });
    expect(one!.to).toMatchObject({ value: [{ address: 'chen@example.com' }] });
    expect(one!.from!.value).toEqual([{ name: '大仪', address: 'notice@dayi.example' }]);
    expect(one!.text).toContain('场发射扫描电子显微镜 GeminiSEM 300');
    expect(one!.text).toContain(`${APP}/#/sharing/bookings/detail/index?id=`);
    expect(one!.html).toContain('<html lang="zh-CN">');
    expect(one!.html).toContain(`${APP}/#/sharing/notices/preferences/index`);
    const lists = one!.headers.get('list') as { unsubscribe: { url: string } };
    expect(one!.headerLines.find(({ key }) => key === 'list-unsubscribe-post')!.line).toContain(
      'List-Unsubscribe=One-Click',
    );
    mail.mails.length = 0;
    await ann.call('updateMe', { body: { locale: 'en' } });
    await approve();
    await work();
    expect(mail.mails[0]!.subject).toBe('Your booking is approved');
    await ann.call('updateMe', { body: { locale: 'zh-CN' } });

    // A mail program clicks without a session and without JSON.
    const path = new URL(lists.unsubscribe.url).pathname;
    const left = await fetch(new URL(path, world.url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(left.status).toBe(204);
    const seen = await ann.call('getNoticePreferences');
    expect(Object.values(seen.body.choices).map(({ email }) => email)).toEqual(
      Array(6).fill(false),
    );
    mail.mails.length = 0;
    await approve();
    await work();
    expect(mail.mails).toEqual([]);
    await deps.db('notice_preferences').delete();
    const forged = await fetch(new URL(`${path.slice(0, -3)}abc`, world.url), { method: 'POST' });
    expect(forged.status).toBe(404);
  });

  test('is sent once, however often the worker looks', async () => {
    await approve();
    await Promise.all([work(), work()]);
    await work();
    expect(mail.mails).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'sent', tries: 1, trouble: null }]);
  });

  test('that the server puts off is sent later, and then not again', async () => {
    mail.refuse.data.push(451, 452);
    await approve();
    await work();
    expect(await deliveries()).toMatchObject([{ state: 'waiting', tries: 1, trouble: 'away' }]);
    expect((await ann.call('getNoticePreferences')).body.channels.email.trouble).toMatchObject({
      reason: 'away',
      isFinal: false,
    });
    await work();
    expect(mail.mails).toEqual([]);
    world.clock.advance(MINUTE + 1_000);
    await work();
    world.clock.advance(2 * MINUTE + 1_000);
    await work();
    world.clock.advance(24 * 60 * MINUTE);
    await work();
    expect(mail.mails).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'sent', tries: 3, trouble: null }]);
    expect((await ann.call('getNoticePreferences')).body.channels.email.trouble).toBeNull();
  });

  test('whose address is refused for good is given up at once, and the person is told', async () => {
    mail.refuse.rcpt.push(550);
    await approve();
    await work();
    world.clock.advance(24 * 60 * MINUTE);
    const before = mail.visits();
    await work();
    expect(mail.visits()).toBe(before);
    const [only] = await deliveries();
    expect(only).toMatchObject({ state: 'failed', tries: 1, trouble: 'refused' });
    expect((await ann.call('getNoticePreferences')).body.channels.email.trouble).toMatchObject({
      reason: 'refused',
      isFinal: true,
    });
    const metrics = await new Client(world.url).call('metrics');
    expect(String(metrics.body)).toMatch(
      /dayi_notice_deliveries_total\{channel="email",outcome="failed"\} [1-9]/,
    );
  });

  test('waits while the server is away, and gives up after a day and a half', async () => {
    await mail.stop();
    await approve();
    await work();
    for (let n = 0; n < 20; n += 1) {
      world.clock.advance(6 * 60 * MINUTE + 1_000);
      await work();
    }
    expect(await deliveries()).toMatchObject([{ state: 'failed', tries: 14, trouble: 'away' }]);
    await approve();
    await work();
    mail = await startMailServer(mail.port);
    world.clock.advance(MINUTE + 1_000);
    await work();
    expect(mail.mails).toHaveLength(1);
  });

  test('claimed by a sender that died is sent by another, under the same number', async () => {
    await approve();
    while ((await relayOutbox(deps, allWork.outbox!)) > 0);
    await deps
      .db('notice_deliveries')
      .update({ claimed_until: new Date(world.clock.now().getTime() + 3 * MINUTE), tries: 1 });
    await work();
    expect(mail.mails).toEqual([]);
    world.clock.advance(3 * MINUTE + 1_000);
    await work();
    const [row] = await deliveries('sent');
    expect(row!.tries).toBe(2);
    expect(mail.mails[0]!.messageId).toBe(`<${row!.id}@dayi.example>`);
  });

  test('keeps still in quiet hours, and goes out when they end', async () => {
    const { body, headers } = await ann.call('getNoticePreferences');
    const now = new Date(world.clock.now().getTime() + 8 * 60 * MINUTE);
    const at = (minutes: number) =>
      new Date(now.getTime() + minutes * MINUTE).toISOString().slice(11, 16);
    const quiet = { from: at(-60), to: at(60) };
    const kept = await ann.call('setNoticePreferences', {
      body: { choices: body.choices, quiet },
      headers: { 'if-match': headers.get('etag')! },
    });
    expect(kept.body.quiet).toEqual(quiet);
    await approve();
    await work();
    expect(mail.mails).toEqual([]);
    world.clock.advance(61 * MINUTE);
    await work();
    expect(mail.mails).toHaveLength(1);
    await deps.db('notice_preferences').delete();
  });

  test('is not sent to who changed their mind meanwhile', async () => {
    mail.refuse.data.push(451);
    await approve();
    await work();
    await ann.call('removeEmail');
    world.clock.advance(MINUTE + 1_000);
    await work();
    expect(mail.mails).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
  });

  test('cannot be made to carry other headers, other readers or markup', async () => {
    await deps
      .db('instruments')
      .where({ id: INSTRUMENTS.sem })
      .update({ name: 'X\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>\u202E' });
    const id = await request();
    await operator.call('decideApproval', {
      params: { id },
      body: { decision: 'reject', reason: '<img src=x onerror=alert(1)>\r\n.\r\nRCPT TO:<a@b.c>' },
    });
    await work();
    const [one] = mail.mails;
    expect(one!.headers.has('bcc')).toBe(false);
    expect(one!.to).toMatchObject({ value: [{ address: 'chen@example.com' }] });
    expect(one!.html).not.toMatch(/<script|<img/);
    expect(one!.html).toContain('&lt;script&gt;');
    expect(one!.text).not.toContain('\u202E');
    expect(mail.mails).toHaveLength(1);
  });

  test('and its subject stay one line, whatever a name holds', async () => {
    const channel = deps.channels.get('email')!;
    await channel.send({
      id: 'x',
      to: 'chen@example.com',
      language: 'zh-CN',
      title: '标题很长的一封信'.repeat(12) + '\r\nBcc: all@example.com',
      body: '正文',
      page: '/pages/notices/index',
      leaveUrl: null,
    });
    const [one] = mail.mails;
    expect(one!.subject).toBe('标题很长的一封信'.repeat(12) + ' Bcc: all@example.com');
    expect(one!.headers.has('bcc')).toBe(false);
  });
});

describe('preferences', () => {
  test('are kept over the version that was seen, and refused over another', async () => {
    await deps.db('notice_preferences').delete();
    const first = await ann.call('getNoticePreferences');
    expect(first.headers.get('etag')).toBe('"0"');
    const choices = { ...first.body.choices, reviews: { app: false, email: false, alipay: false } };
    const put = (etag: string) =>
      ann.call('setNoticePreferences', {
        body: { choices, quiet: null },
        headers: { 'if-match': etag },
      });
    const kept = await put('"0"');
    expect([kept.status, kept.headers.get('etag')]).toEqual([200, '"1"']);
    const stale = await put('"0"');
    expect([stale.status, stale.problem.code]).toEqual([412, 'request.stale']);
    const both = await Promise.all([put('"1"'), put('"1"')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('refuse to turn off in the app what is always shown there', async () => {
    const { body } = await ann.call('getNoticePreferences');
    const answer = await ann.call('setNoticePreferences', {
      body: {
        choices: { ...body.choices, money: { ...body.choices.money, app: false } },
        quiet: null,
      },
    });
    expect([answer.status, answer.problem.errors![0]!.path]).toEqual([
      400,
      'body.choices.money.app',
    ]);
  });

  test('say what is not set up here', async () => {
    const seen = await ann.call('getNoticePreferences');
    expect(seen.body.channels.alipay.isOpen).toBe(false);
    const link = await ann.call('linkAlipay', { body: { authCode: 'x' } });
    expect([link.status, link.problem.code]).toEqual([422, 'channel.unavailable']);
  });
});
