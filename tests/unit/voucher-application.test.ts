import {
  judgeApplication,
  yearLeftFen,
} from '../../bff/src/features/vouchers/domain/application.ts';

const PROGRAMME = {
  rules: {
    sharePercent: 50,
    fullUpToFen: 0,
    capPerApplicationFen: 2_000_000,
    capPerCompanyYearFen: 10_000_000,
    unitRegionPrefix: '33',
  },
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: new Date('2026-12-31T16:00:00Z'),
  regionPrefix: '3301',
};
const WISH = {
  amountFen: 2_000_000,
  serviceKind: 'sample' as const,
  companyRegionCode: '330106',
  grantedFen: 8_000_000,
  at: new Date('2026-06-01T00:00:00Z'),
};
type Change = Partial<typeof WISH> & { rules?: object };

test.each<[string, Change, string | null]>([
  ['all caps to the fen', {}, null],
  ['a fen over the cap of one application', { amountFen: 2_000_001 }, 'above_application_cap'],
  ['a fen over the cap of the year', { grantedFen: 8_000_001 }, 'above_year_cap'],
  ['from a neighbour city', { companyRegionCode: '330206' }, 'company_not_eligible'],
  ['from the city itself', { companyRegionCode: '330100' }, null],
  ['before it begins', { at: new Date('2025-12-31T23:59:59Z') }, 'programme_ended'],
  ['at its very end', { at: PROGRAMME.validUntil }, 'programme_ended'],
  [
    'for samples where machine time alone is paid',
    { rules: { serviceKinds: ['time'] } },
    'service_not_covered',
  ],
])('an application %s', (_what, { rules = {}, ...change }, refused) => {
  const programme = { ...PROGRAMME, rules: { ...PROGRAMME.rules, ...rules } };
  expect(judgeApplication(programme, { ...WISH, ...change })).toBe(refused);
});

test('a year that was granted more than its cap leaves nothing', () => {
  expect(yearLeftFen(PROGRAMME.rules, 12_000_000)).toBe(0);
});
