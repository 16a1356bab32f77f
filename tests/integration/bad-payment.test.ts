import type { ProblemCode } from '@dayi/shared/problems';
import { expectBalanced, expectRefused, plantVoucher } from '../support/bad-bookings.ts';
import { type Client, signInAs } from '../support/client.ts';
import { FrozenClock } from '../support/frozen-clock.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time',
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T08:00:00.000Z',
};
const JSON_TYPE = { 'content-type': 'application/json' };

let world: World;
let company: Client;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    fill: plantSmallProvince,
    changes: { clock: new FrozenClock('2026-11-24T01:42:00.000Z') },
  });
  company = await signInAs(world.url, 'company');
});
afterAll(async () => {
  await expectBalanced(world.deps);
  await world.stop();
});

type Sent = Parameters<Client['make']>[1];

describe('a hold', () => {
  let params: { id: string };
  let due: number;

  beforeAll(async () => {
    const held = await company.make('createBooking', { body: SLOT });
    params = { id: held.body.id };
    due = held.body.quote.totalFen;
  });

  const refusePayment = (sent: Sent, code: ProblemCode, errors: readonly string[] = []) =>
    expectRefused(
      world.deps,
      (language) => company.make('payBooking', { params, language, headers: JSON_TYPE, ...sent }),
      code,
      errors,
    );

  test.each<[string, unknown, string]>([
    ['less than nothing', -1, 'too_small'],
    ['half a fen', 0.5, 'wrong_type'],
    ['more than there is', 1_000_000_000_001, 'too_big'],
    ['a number in quotes', '82000', 'wrong_type'],
    ['NaN', 'NaN', 'wrong_type'],
    ['null', null, 'wrong_type'],
    ['a list', [82_000], 'wrong_type'],
    ['an object', { valueOf: 82_000 }, 'wrong_type'],
    ['true', true, 'wrong_type'],
  ])('is not paid with %s', async (_what, sum, error) => {
    for (const name of ['accountFen', 'voucherFen', 'channelFen']) {
      await refusePayment({ body: { [name]: sum } }, 'request.invalid', [
        `body.${name} field.${error}`,
      ]);
    }
  });

  test.each([
    ['infinity', '{"accountFen": 1e999}', 'request.invalid', ['body.accountFen field.wrong_type']],
    ['a bare NaN', '{"accountFen": NaN}', 'request.malformed', []],
  ] as const)('is not paid with %s', async (_what, raw, code, errors) => {
    await refusePayment({ raw }, code, errors);
  });

  test('is paid with what is due, not a fen less or more', async () => {
    for (const accountFen of [0, due - 1, due + 1, 2 * due]) {
      await refusePayment({ body: { accountFen } }, 'payment.parts_mismatch');
    }
    const split = { voucherGrantId: 'VOUCHEROWN', voucherFen: due / 2 };
    await refusePayment({ body: { ...split, accountFen: due / 2 - 1 } }, 'payment.parts_mismatch');
    await refusePayment({ body: { ...split, accountFen: due / 2 + 1 } }, 'payment.parts_mismatch');
  });

  test('takes a voucher to its share and not a fen more', async () => {
    const over = { voucherGrantId: 'VOUCHEROWN', voucherFen: due / 2 + 1, accountFen: due / 2 - 1 };
    await refusePayment({ body: over }, 'voucher.above_share');
  });

  test('takes nobody else’s voucher, and none that is not there', async () => {
    const { deps } = world;
    const wanted = {
      region: '330000',
      year: 2027,
      programme: 'THEIRS',
      companyId: 'COMPANYSIBLING',
    };
    const theirs = await plantVoucher(deps, { ...wanted, quotaFen: 1_000_000 });
    for (const voucherGrantId of [theirs, 'NOSUCH']) {
      const body = { voucherGrantId, voucherFen: due / 2, accountFen: due / 2 };
      await refusePayment({ body }, 'voucher.not_found');
    }
  });

  test('takes no voucher of another region', async () => {
    const voucherGrantId = await plantVoucher(world.deps, {
      programme: 'SHANGHAI',
      region: '310000',
      companyId: 'COMPANYOWN',
      quotaFen: 1_000_000,
      rules: { unitRegionPrefix: '31' },
    });
    const body = { voucherGrantId, voucherFen: due / 2, accountFen: due / 2 };
    await refusePayment({ body }, 'voucher.not_applicable');
  });

  test.each([
    ['the voucher', 'POOR', 2028, -1, 0, 'voucher.balance_short'],
    ['the company’s cap of the year', 'CAPPED', 2029, 0, -1, 'voucher.cap_reached'],
  ] as const)(
    'is refused where %s lacks one fen',
    async (_what, programme, year, left, cap, code) => {
      const voucherGrantId = await plantVoucher(world.deps, {
        programme,
        region: '330000',
        year,
        companyId: 'COMPANYOWN',
        quotaFen: due / 2 + left,
        rules: { capPerCompanyYearFen: due / 2 + cap },
      });
      const body = { voucherGrantId, voucherFen: due / 2, accountFen: due / 2 };
      await refusePayment({ body }, code);
    },
  );

  test.each<[string, Record<string, unknown>, ProblemCode]>([
    ['a channel that is away', { channel: 'alipay', channelFen: 1 }, 'payment.channel_unavailable'],
    ['credit that was not granted', { channel: 'transfer' }, 'payment.channel_unavailable'],
    ['a sum without its channel', {}, 'payment.parts_mismatch'],
  ])('is not paid by %s', async (_what, change, code) => {
    const channelFen = due;
    await refusePayment({ body: { ...change, channelFen } }, code);
  });

  test('is not paid beyond the credit by one fen', async () => {
    await world.deps.db('payer_credits').insert({
      unit_id: 'UNITOWN',
      payer_kind: 'company',
      payer_id: 'COMPANYOWN',
      limit_fen: due - 1,
      updated_at: world.deps.clock.now(),
    });
    const body = { channel: 'transfer', channelFen: due };
    await refusePayment({ body }, 'payment.credit_short');
  });

  test('is not paid by a body of the wrong kind', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    await refusePayment({ raw: 'accountFen=1', headers: form }, 'request.unsupported_media');
    await refusePayment({ body: { accountFen: due, tip: 1 } }, 'request.invalid', [
      'body.tip field.unknown',
    ]);
  });

  test('is paid when all is right', async () => {
    const body = { voucherGrantId: 'VOUCHEROWN', voucherFen: due / 2, accountFen: due / 2 };
    const paid = await company.make('payBooking', { params, body });
    expect([paid.status, paid.body.booking.state]).toEqual([201, 'requested']);
  });
});

test('an account that lacks one fen pays nothing, and with that fen pays all', async () => {
  const held = await company.make('createBooking', {
    body: { ...SLOT, instrumentId: INSTRUMENTS.foreign },
  });
  const params = { id: held.body.id };
  const due = held.body.quote.totalFen;
  const payer = { kind: 'company', id: 'COMPANYOWN' } as const;
  const body = { accountFen: due };
  await topUp(world.deps, payer, 'UNITFOREIGN', due - 1);
  await expectRefused(
    world.deps,
    (language) => company.make('payBooking', { params, body, language }),
    'payment.balance_short',
  );
  await topUp(world.deps, payer, 'UNITFOREIGN', 1);
  expect((await company.make('payBooking', { params, body })).status).toBe(201);
});
