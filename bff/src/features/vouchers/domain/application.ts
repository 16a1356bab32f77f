import type { ProgrammeRules } from './payable.ts';

export type ServiceKind = 'time' | 'sample';

export type ApplicationRefusal =
  | 'programme_ended'
  | 'company_not_eligible'
  | 'service_not_covered'
  | 'above_application_cap'
  | 'above_year_cap';

/** What a programme pays for. */
export const serviceKindsOf = (rules: ProgrammeRules): readonly ServiceKind[] =>
  rules.serviceKinds ?? ['time', 'sample'];

/** What a company may still be granted of the year, in fen. */
export const yearLeftFen = (rules: ProgrammeRules, grantedFen: number): number =>
  Math.max(0, rules.capPerCompanyYearFen - grantedFen);

/** A company asks where it is registered: in the programme's region, or a part of that. */
export const isInRegion = (companyRegionCode: string, regionPrefix: string): boolean =>
  companyRegionCode.startsWith(regionPrefix);

/** Why a programme cannot grant what is asked for; null where it can. The cap is judged again when it is granted. */
export function judgeApplication(
  programme: { rules: ProgrammeRules; validFrom: Date; validUntil: Date; regionPrefix: string },
  wish: {
    amountFen: number;
    serviceKind: ServiceKind;
    companyRegionCode: string;
    /** What the company was granted of this year before. */
    grantedFen: number;
    at: Date;
  },
): ApplicationRefusal | null {
  const { rules } = programme;
  if (programme.validFrom > wish.at || programme.validUntil <= wish.at) return 'programme_ended';
  if (!isInRegion(wish.companyRegionCode, programme.regionPrefix)) return 'company_not_eligible';
  if (!serviceKindsOf(rules).includes(wish.serviceKind)) return 'service_not_covered';
  if (wish.amountFen > rules.capPerApplicationFen) return 'above_application_cap';
  if (wish.amountFen > yearLeftFen(rules, wish.grantedFen)) return 'above_year_cap';
  return null;
}
