import { randomUUID } from 'node:crypto';
import { proveLedger } from '../../bff/src/features/ledger/index.ts';
import { fromJson } from '../../bff/src/infra/database.ts';
import { relayOutbox } from '../../bff/src/infra/outbox.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { type Client, signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let officer: Client;
let office: Client;
let colleague: Client;

beforeEach(async () => {
  world = await createWorld({ fill: plantSmallProvince, roles: 'web' });
  await world.deps.db('role_grants').insert({
    id: 'GRANTCOLLEAGUE',
    user_id: 'USEREXPERT',
    role: 'authority',
    scope_kind: 'region',
    scope_id: '330000',
    granted_at: world.clock.now(),
  });
  [officer, office, colleague] = await Promise.all([
    signInAs(world.url, 'company'),
    signInAs(world.url, 'authority'),
    signInAs(world.url, 'expert'),
  ]);
});
afterEach(async () => {
  expect((await proveLedger(world.deps)).differences).toEqual([]);
  await world.stop();
});

const FORM = {
  programmeId: 'PROGRAMME',
  companyId: 'COMPANYOWN',
  amountFen: 2_000_000,
  purpose: '新涂层的断面形貌与成分表征',
  serviceKind: 'time' as const,
};
const apply = (change: Record<string, unknown> = {}, key: string = randomUUID()) =>
  officer.make('applyForVoucher', { key, body: { ...FORM, ...change } });
const decide = (
  who: Client,
  id: string,
  body: Record<string, unknown>,
  key: string = randomUUID(),
) => who.make('decideVoucherApplication', { key, params: { id }, body });
const approve = (who: Client, id: string, amountFen = 2_000_000) =>
  decide(who, id, { decision: 'approve', amountFen });
const yearLeft = async () =>
  (await officer.call('listProgrammes')).body.items[0]?.applicants[0]?.yearLeftFen;
const grants = async () => (await officer.call('listGrants')).body.items;

test('an application is granted in part, and both sides hear of it', async () => {
  const made = await apply();
  expect(made).toMatchObject({ status: 201, body: { state: 'open', may: ['withdraw'] } });
  const { body: queue } = await office.call('listVoucherApplications', {
    query: { role: 'judge', state: 'open' },
  });
  expect(queue.items).toMatchObject([
    { id: made.body.id, may: ['decide'], yearGrantedFen: 0, company: { id: 'COMPANYOWN' } },
  ]);
  const { body } = await approve(office, made.body.id, 1_500_000);
  expect(body).toMatchObject({ state: 'approved', grantedFen: 1_500_000, may: [] });
  expect(await grants()).toContainEqual(
    expect.objectContaining({ id: body.grantId, quotaFen: 1_500_000, leftFen: 1_500_000 }),
  );
  expect(await yearLeft()).toBe(8_500_000);
  await relayOutbox(world.deps, allWork.outbox!);
  const titles = async (who: Client) =>
    (await who.call('listNotices')).body.items.map(({ title }) => title);
  expect(await titles(officer)).toEqual(['创新券申请已批准']);
  expect(await titles(office)).toEqual(['有创新券申请等您办理']);
  const heard = (await colleague.call('listNotices', { language: 'en' })).body.items;
  expect(heard.map((one) => one.body)).toContain(
    '杭州新曜光电有限公司, Zhejiang innovation voucher 2026: ¥20,000.00 asked, ¥15,000.00 granted.',
  );
});

test('a form sent twice is one application, and a second one waits for the first', async () => {
  const key = randomUUID();
  const [first, twin] = await Promise.all([apply({}, key), apply({}, key)]);
  expect(twin.body).toEqual(first.body);
  expect((await apply()).problem.code).toBe('voucher.application_open');
  await officer.call('withdrawVoucherApplication', { params: { id: first.body.id } });
  expect((await apply()).status).toBe(201);
  expect(await world.deps.db('voucher_applications')).toHaveLength(2);
});

test('of two officers who decide at once one is heard, whatever each says', async () => {
  const { id } = (await apply()).body;
  const answers = await Promise.all([
    approve(office, id),
    decide(colleague, id, { decision: 'reject', reason: '不在支持范围' }),
    approve(colleague, id, 1),
  ]);
  const codes = answers.map(({ status, problem }) => (status === 200 ? 'heard' : problem.code));
  expect(codes.sort()).toEqual([
    'heard',
    'voucher.application_decided',
    'voucher.application_decided',
  ]);
  const [row] = await world.deps.db('voucher_applications');
  expect(await grants()).toHaveLength(row.state === 'approved' ? 2 : 1);
});

test('two programmes of one region and year cannot be granted over its cap together', async () => {
  const { db } = world.deps;
  const programme = await db('voucher_programmes').first();
  const text = JSON.stringify({
    ...fromJson<object>(programme.rules),
    capPerCompanyYearFen: 3_000_000,
  });
  await db('voucher_programmes').update({ rules: text });
  await db('voucher_programmes').insert({ ...programme, id: 'SECOND', version: 2, rules: text });
  const one = (await apply()).body.id;
  const other = (await apply({ programmeId: 'SECOND' })).body.id;
  const answers = await Promise.all([approve(office, one), approve(colleague, other)]);
  expect(answers.map(({ problem }) => problem.code).filter(Boolean)).toEqual([
    'voucher.above_year_cap',
  ]);
  expect(await yearLeft()).toBe(1_000_000);
  // What was refused is still open, and less of it can be granted.
  const open = await office.call('listVoucherApplications', {
    query: { role: 'judge', state: 'open' },
  });
  const [waiting] = open.body.items;
  expect((await approve(office, waiting?.id ?? '', 1_000_000)).status).toBe(200);
  expect((await apply({ amountFen: 1 })).problem.code).toBe('voucher.above_year_cap');
});

const BAD: readonly [what: string, change: Record<string, unknown>, code: string][] = [
  ['a negative sum', { amountFen: -1 }, 'request.invalid'],
  ['nothing', { amountFen: 0 }, 'request.invalid'],
  ['half a fen', { amountFen: 0.5 }, 'request.invalid'],
  ['a sum as text', { amountFen: '100' }, 'request.invalid'],
  ['more than one application may ask', { amountFen: 2_000_001 }, 'voucher.above_application_cap'],
  ['an empty purpose', { purpose: ' \u200b\u202e ' }, 'request.invalid'],
  ['501 emoji', { purpose: '🔬'.repeat(501) }, 'request.invalid'],
  ['a service nobody knows', { serviceKind: 'gift' }, 'request.invalid'],
  ['a programme nobody knows', { programmeId: 'NOSUCH' }, 'voucher.programme_not_found'],
  ['the company of others', { companyId: 'COMPANYSIBLING' }, 'access.forbidden'],
  ['a field nobody knows', { state: 'approved' }, 'request.invalid'],
];

test('what cannot be asked for is refused by name and writes nothing', async () => {
  const answers = [];
  for (const [what, change] of BAD) answers.push([what, (await apply(change)).problem.code]);
  expect(answers).toEqual(BAD.map(([what, , code]) => [what, code]));
  expect(await world.deps.db('voucher_applications')).toEqual([]);
});

test('who may see and decide it is the office of the region, not the company itself', async () => {
  const { id } = (await apply()).body;
  const stranger = await signInAs(world.url, 'authority-foreign');
  const rival = await signInAs(world.url, 'company-2');
  expect((await approve(stranger, id)).problem.code).toBe('voucher.application_not_found');
  expect((await approve(officer, id)).problem.code).toBe('access.forbidden');
  const withdrawn = await rival.call('withdrawVoucherApplication', { params: { id } });
  expect(withdrawn.problem.code).toBe('voucher.application_not_found');
  const { body } = await rival.call('listVoucherApplications', { query: { role: 'mine' } });
  expect(body.items).toEqual([]);
  // An officer of the company who also sits in the office does not decide for their own.
  await world.deps.db('role_grants').insert({
    id: 'GRANTBOTH',
    user_id: 'USEREXPERT',
    role: 'company_officer',
    scope_kind: 'company',
    scope_id: 'COMPANYOWN',
    granted_at: world.clock.now(),
  });
  expect((await approve(colleague, id)).problem.code).toBe('access.forbidden');
  expect((await decide(office, id, { decision: 'reject', reason: ' ' })).problem.code).toBe(
    'request.invalid',
  );
  expect((await approve(office, id, 2_000_001)).problem.code).toBe('voucher.above_asked');
  world.clock.set('2027-01-01T00:00:00.000Z');
  const later = await signInAs(world.url, 'authority');
  expect((await approve(later, id)).problem.code).toBe('voucher.programme_ended');
});
