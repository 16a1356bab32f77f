import { currentLanguage } from '../../infra/current-request.ts';
import type { Programme, VoucherGrant } from './repository.ts';

export const presentProgramme = (programme: Programme) => ({
  id: programme.id,
  name: currentLanguage() === 'en' ? programme.nameEn : programme.name,
  regionCode: programme.regionCode,
  regionName: programme.regionName,
  year: programme.year,
  sharePercent: programme.rules.sharePercent,
  fullUpToFen: programme.rules.fullUpToFen,
  capPerApplicationFen: programme.rules.capPerApplicationFen,
  capPerCompanyYearFen: programme.rules.capPerCompanyYearFen,
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
