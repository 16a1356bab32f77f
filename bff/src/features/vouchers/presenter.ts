import { nameForReader } from '../../infra/current-request.ts';
import { type Actor, regionPrefix } from '../../policy.ts';
import type { Applicant, Application, findStandings } from './applications-repository.ts';
import { isInRegion, serviceKindsOf, yearLeftFen } from './domain/application.ts';
import type { Programme, VoucherGrant } from './repository.ts';
import { mayOnApplication } from './use-cases/read-application.ts';

export const presentProgramme = (programme: Programme) => ({
  id: programme.id,
  name: nameForReader(programme.name, programme.nameEn),
  regionCode: programme.regionCode,
  regionName: programme.regionName,
  year: programme.year,
  sharePercent: programme.rules.sharePercent,
  fullUpToFen: programme.rules.fullUpToFen,
  capPerApplicationFen: programme.rules.capPerApplicationFen,
  capPerCompanyYearFen: programme.rules.capPerCompanyYearFen,
  serviceKinds: [...serviceKindsOf(programme.rules)],
  mode: programme.mode,
  validUntil: programme.validUntil.toISOString(),
});

export const presentGrant = (grant: VoucherGrant) => ({
  id: grant.id,
  programme: presentProgramme(grant.programme),
  company: { id: grant.companyId, name: grant.companyName },
  quotaFen: grant.quotaFen,
  leftFen: grant.leftFen,
  frozenFen: grant.frozenFen,
  usedFen: grant.usedFen,
  lapsedFen: grant.lapsedFen,
  validUntil: grant.validUntil.toISOString(),
});

/** A programme as the companies see it that would apply. */
export const presentProgrammeFor = (
  programme: Programme,
  applicants: readonly Applicant[],
  standings: Awaited<ReturnType<typeof findStandings>>,
) => ({
  ...presentProgramme(programme),
  applicants: applicants.map(({ id, name, regionCode }) => ({
    id,
    name,
    isEligible: isInRegion(regionCode, regionPrefix(programme.regionCode)),
    hasOpenApplication: standings.isOpen(programme, id),
    yearLeftFen: yearLeftFen(programme.rules, standings.grantedFen(programme, id)),
  })),
});

export const presentApplication = (one: Application, actor: Actor) => ({
  id: one.id,
  programme: presentProgramme(one.programme),
  company: { id: one.companyId, name: one.companyName },
  applicantName: one.applicantName,
  askedFen: one.askedFen,
  purpose: one.purpose,
  serviceKind: one.serviceKind,
  state: one.state,
  appliedAt: one.appliedAt.toISOString(),
  decidedAt: one.decidedAt?.toISOString() ?? null,
  reason: one.reason,
  grantedFen: one.grantedFen,
  grantId: one.grantId,
  yearGrantedFen: one.yearGrantedFen,
  may:
    one.state === 'open'
      ? [
          ...(mayOnApplication(actor, 'withdrawVoucherApplication', one)
            ? ['withdraw' as const]
            : []),
          ...(mayOnApplication(actor, 'decideVoucherApplication', one) ? ['decide' as const] : []),
        ]
      : [],
});
