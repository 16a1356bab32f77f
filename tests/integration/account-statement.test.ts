import excel from 'exceljs';
import { postTransfer } from '../../bff/src/features/ledger/index.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import fc from 'fast-check';
import { type Client, signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let officer: Client;
let accountId: string;

beforeAll(async () => {
  world = await createWorld({
    fill: plantSmallProvince,
    roles: 'web',
    startsAt: '2026-03-01T00:00:00.000Z',
  });
  officer = await signInAs(world.url, 'company');
  const { body } = await officer.call('listAccounts');
  accountId = body.items[0]?.id ?? '';
});
afterAll(async () => {
  await world.stop();
});

const move = (fen: number) =>
  inTransaction(world.deps, (trx) =>
    postTransfer(world.deps, trx, {
      kind: fen > 0 ? 'top_up' : 'payment',
      actorId: null,
      reason: 'planted',
      legs: [
        { account: { kind: 'unit_cash', unitId: 'UNITOWN' }, amountFen: -fen },
        {
          account: {
            kind: 'prepaid',
            payerKind: 'company',
            payerId: 'COMPANYOWN',
            unitId: 'UNITOWN',
          },
          amountFen: fen,
        },
      ],
    }),
  );

const read = (query: Record<string, unknown>, who = officer) =>
  who.call('getStatement', { params: { id: accountId }, query });

async function readAll(from: string, to: string) {
  let { body } = await read({ from, to, limit: 3 });
  const items = [...body.items];
  while (body.nextCursor !== null) {
    ({ body } = await read({ from, to, limit: 3, cursor: body.nextCursor }));
    items.push(...body.items);
  }
  return { ...body, items };
}

test('every stretch of a statement runs from its opening to its closing balance', async () => {
  let at = Date.parse('2026-03-02T00:00:00.000Z');
  const instants: string[] = ['2026-01-01T00:00:00.000Z'];
  for (const fen of [500, -1_200, 30_000, -1, -7_777, 100, -250, 90, 12, -40]) {
    at += 9 * 3_600_000;
    world.clock.set(new Date(at).toISOString());
    await move(fen);
    instants.push(new Date(at + 60_000).toISOString());
  }
  const session = await signInAs(world.url, 'company');
  officer = session;
  const sorted = fc.tuple(fc.nat(instants.length - 1), fc.nat(instants.length - 1));
  await fc.assert(
    fc.asyncProperty(sorted, async ([one, other]) => {
      if (one === other) return;
      const [from, to] = [instants[Math.min(one, other)]!, instants[Math.max(one, other)]!];
      const statement = await readAll(from, to);
      let balance = statement.openingFen;
      for (const item of statement.items) {
        balance += item.amountFen;
        expect(item.balanceFen).toBe(balance);
        expect(item.at >= from && item.at < to).toBe(true);
      }
      expect(statement.closingFen).toBe(balance);
    }),
    { numRuns: 15 },
  );
  const whole = await readAll(instants[0]!, instants.at(-1)!);
  expect(whole.items).toHaveLength(11);
  expect(whole.closingFen).toBe(whole.account.balanceFen);
});

test('a month comes as a workbook and as a PDF, with the names of both', async () => {
  const address = (kind: string) =>
    `${world.url}/api/v1/accounts/${accountId}/statement.${kind}?month=2026-03`;
  const headers = { authorization: `Bearer ${officer.token}` };
  const sheet = await fetch(address('xlsx'), { headers });
  const book = new excel.Workbook();
  await book.xlsx.load(await sheet.arrayBuffer());
  const rows = book.worksheets[0]!.getSheetValues().map((row) =>
    (row as unknown[] | undefined)?.slice(1),
  );
  expect(rows).toContainEqual(['单位', '钱塘理工大学']);
  expect(rows).toContainEqual(['付款方', '杭州新曜光电有限公司']);
  expect(rows.at(-1)).toEqual(['期末余额', '', '', '', '', 10_214.34]);
  const pdf = Buffer.from(await (await fetch(address('pdf'), { headers })).arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(5_000);
});

test.each([
  ['company-2', 404],
  ['researcher', 404],
  ['operator', 403],
  ['unit-admin-2', 404],
  ['unit-admin', 200],
])('%s hears %i of it', async (persona, status) => {
  const who = await signInAs(world.url, persona);
  const range = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
  expect((await read(range, who)).status).toBe(status);
});

test('a range that ends before it begins and a cursor of elsewhere are refused', async () => {
  const [from, to] = ['2026-03-02T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
  expect((await read({ from, to })).problem.code).toBe('request.invalid');
  expect((await read({ from: to, to: from, cursor: 'WzFd' })).problem.code).toBe(
    'request.cursor_invalid',
  );
  const bad = await officer.call('getStatementPdf', {
    params: { id: accountId },
    query: { month: '2026-13' },
  });
  expect(bad.problem.code).toBe('request.invalid');
});
