import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:42:00.000Z';
const SLOT = { startsAt: '2026-11-26T06:00:00.000Z', endsAt: '2026-11-26T08:00:00.000Z' };

let world: World;

beforeAll(async () => {
  world = await createWorld({ startsAt: START, fill: plantSmallProvince });
});
afterAll(async () => {
  await world.stop();
});

test('a company books, pays by voucher and account, gets its results, accepts and reviews', async () => {
  const company = await signInAs(world.url, 'company');
  const operator = await signInAs(world.url, 'operator');
  const auditor = await signInAs(world.url, 'auditor');

  const found = await company.call('listInstruments', { query: { q: 'SEM gemini' } });
  expect(found.body.items.map(({ id }) => id)).toEqual([INSTRUMENTS.sem]);
  expect(found.body.items[0]!.price).toEqual({
    userKind: 'company',
    item: 'machine_hour',
    unitFen: 36_000,
  });

  const wish = {
    instrumentId: INSTRUMENTS.sem,
    kind: 'time' as const,
    service: 'crew' as const,
    ...SLOT,
  };
  const quote = await company.call('createQuote', { body: wish });
  expect(quote.body.totalFen).toBe(106_000);
  expect(quote.body.broken).toEqual([]);
  expect(quote.body.vouchers).toMatchObject([{ grantId: 'VOUCHEROWN', payableFen: 53_000 }]);

  const held = await company.make('createBooking', { body: wish });
  expect(held.status).toBe(201);
  expect(held.body).toMatchObject({ state: 'held', may: ['pay', 'cancel'] });
  const params = { id: held.body.id };

  const paid = await company.make('payBooking', {
    params,
    body: { voucherGrantId: 'VOUCHEROWN', voucherFen: 53_000, accountFen: 53_000 },
  });
  expect(paid.status).toBe(201);
  expect(paid.body.booking).toMatchObject({ state: 'requested', may: ['cancel', 'move'] });

  const approved = await operator.call('decideApproval', { params, body: { decision: 'approve' } });
  expect(approved.body).toMatchObject({ state: 'confirmed' });
  world.clock.set(SLOT.startsAt);
  const started = await operator.call('startBooking', { params, body: {} });
  expect(started.body).toMatchObject({ state: 'in_use', may: ['move', 'finish'] });
  world.clock.set('2026-11-26T07:30:00.000Z');
  const finished = await operator.call('finishBooking', { params, body: {} });
  expect(finished.body.state).toBe('awaiting_results');

  const form = new FormData();
  form.set('summary', '十张形貌照片');
  form.append('files', new File(['%PDF-1.7 report'], '检测报告.pdf', { type: 'application/pdf' }));
  const released = await operator.make('releaseResult', { params, raw: form });
  expect(released.status).toBe(201);
  expect(released.body.result.files).toMatchObject([{ name: '检测报告.pdf', sizeBytes: 15 }]);

  const results = await company.call('listResults', { params });
  const fileId = results.body.items[0]!.files[0]!.id;
  const link = await company.call('createDownloadLink', { params: { ...params, fileId } });
  const file = await fetch(new URL(link.body.url, world.url));
  expect(await file.text()).toBe('%PDF-1.7 report');
  expect(file.headers.get('content-disposition')).toContain('attachment');

  const accepted = await company.call('acceptResult', { params });
  expect(accepted.body).toMatchObject({ state: 'closed', may: ['review'] });
  const review = await company.make('createReview', {
    params,
    body: {
      scores: { quality: 5, speed: 4, attitude: 5, value: 4 },
      text: '图像清楚，当天出结果。',
    },
  });
  expect(review.status).toBe(201);

  const shown = await new Client(world.url).call('listReviews', {
    params: { id: INSTRUMENTS.sem },
  });
  expect(shown.body.items).toMatchObject([{ text: '图像清楚，当天出结果。', authorName: '周**' }]);
  const grants = await company.call('listGrants');
  expect(grants.body.items).toMatchObject([{ leftFen: 3_547_000, usedFen: 53_000, frozenFen: 0 }]);
  const proof = await auditor.call('proveLedger');
  expect(proof.body).toMatchObject({ balanced: true, differences: [] });
  const trail = await auditor.call('listAuditEvents', {
    query: { objectKind: 'booking', objectId: params.id },
  });
  expect(trail.body.items.map(({ action }) => action).reverse()).toEqual([
    'booking.held',
    'booking.requested',
    'booking.confirmed',
    'booking.in_use',
    'booking.awaiting_results',
    'booking.completed',
    'booking.closed',
    'booking.reviewed',
  ]);
});
