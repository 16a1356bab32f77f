import type { Trx } from '../../infra/database.ts';
import type { ServiceKind } from './domain/application.ts';
import { type Programme, toProgramme, withProgramme } from './repository.ts';

export interface Application {
  id: string;
  programme: Programme;
  companyId: string;
  companyName: string;
  companyRegionCode: string;
  applicantId: string;
  applicantName: string;
  askedFen: number;
  purpose: string;
  serviceKind: ServiceKind;
  state: 'open' | 'approved' | 'rejected' | 'withdrawn';
  appliedAt: Date;
  decidedAt: Date | null;
  reason: string | null;
  grantedFen: number | null;
  grantId: string | null;
  yearGrantedFen: number;
}

type Row = Record<string, unknown>;

const toApplication = (row: Row): Application => ({
  id: String(row['id']),
  programme: toProgramme(row, 'programme_id'),
  companyId: String(row['company_id']),
  companyName: String(row['company_name']),
  companyRegionCode: String(row['company_region']),
  applicantId: String(row['applicant_id']),
  applicantName: String(row['applicant_name']),
  askedFen: Number(row['asked_fen']),
  purpose: String(row['purpose']),
  serviceKind: row['service_kind'] as ServiceKind,
  state: row['state'] as Application['state'],
  appliedAt: row['applied_at'] as Date,
  decidedAt: row['decided_at'] as Date | null,
  reason: row['reason'] as string | null,
  grantedFen: row['granted_fen'] === null ? null : Number(row['granted_fen']),
  grantId: row['grant_id'] as string | null,
  yearGrantedFen: Number(row['year_granted_fen'] ?? 0),
});

const applications = (trx: Trx) =>
  withProgramme(trx, 'voucher_applications')
    .join('users as u', 'u.id', 'v.applicant_id')
    .select('c.region_code as company_region', 'u.name as applicant_name');

export async function findApplication(trx: Trx, id: string): Promise<Application | undefined> {
  const row = (await applications(trx).where('v.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toApplication(row);
}

/** Whose applications are listed; filtered in SQL, never after. */
export interface ApplicationScope {
  companyIds: readonly string[];
  regionPrefixes: readonly string[];
}

/** Those that wait the longest first; with decided ones among them, the latest first. */
export async function findApplications(
  trx: Trx,
  scope: ApplicationScope,
  page: {
    state: 'open' | 'decided' | undefined;
    limit: number;
    after?: { at: Date; id: string } | undefined;
  },
): Promise<Application[]> {
  const isOpen = page.state === 'open';
  const direction = isOpen ? 'asc' : 'desc';
  const query = applications(trx)
    .where((within) => {
      void within.whereIn('v.company_id', [...scope.companyIds]);
      for (const prefix of scope.regionPrefixes) {
        void within.orWhere('p.region_code', 'like', `${prefix}%`);
      }
    })
    .orderByRaw(`v.applied_at ${direction}, v.id ${direction}`)
    .limit(page.limit);
  if (isOpen) void query.where('v.state', 'open');
  if (page.state === 'decided') void query.whereIn('v.state', ['approved', 'rejected']);
  if (page.after !== undefined) {
    const sign = isOpen ? '>' : '<';
    void query.whereRaw(`(v.applied_at, v.id) ${sign} (?, ?)`, [page.after.at, page.after.id]);
  }
  return ((await query) as Row[]).map(toApplication);
}

export async function insertApplication(
  trx: Trx,
  application: {
    id: string;
    programmeId: string;
    companyId: string;
    applicantId: string;
    askedFen: number;
    purpose: string;
    serviceKind: ServiceKind;
    appliedAt: Date;
  },
): Promise<void> {
  const { programmeId, companyId } = application;
  await trx('voucher_applications').insert({
    id: application.id,
    programme_id: programmeId,
    company_id: companyId,
    applicant_id: application.applicantId,
    asked_fen: application.askedFen,
    purpose: application.purpose,
    service_kind: application.serviceKind,
    state: 'open',
    open_key: `${programmeId} ${companyId}`,
    applied_at: application.appliedAt,
  });
}

/** Ends an open application, once; false where another was faster. */
export async function endApplication(
  trx: Trx,
  id: string,
  end: {
    state: 'approved' | 'rejected' | 'withdrawn';
    at: Date;
    by: string;
    reason: string | null;
    grantedFen?: number;
  },
): Promise<boolean> {
  const changed = await trx('voucher_applications')
    .where({ id, state: 'open' })
    .update({
      state: end.state,
      open_key: null,
      decided_at: end.at,
      decided_by: end.by,
      reason: end.reason,
      granted_fen: end.grantedFen ?? null,
    });
  return changed === 1;
}

export async function nameGrant(trx: Trx, id: string, grantId: string): Promise<void> {
  await trx('voucher_applications').where({ id }).update({ grant_id: grantId });
}

export interface Applicant {
  id: string;
  name: string;
  regionCode: string;
}

export async function findApplicants(trx: Trx, ids: readonly string[]): Promise<Applicant[]> {
  if (ids.length === 0) return [];
  const rows = (await trx('companies')
    .whereIn('id', [...ids])
    .orderBy('name')
    .select('id', 'name', 'region_code')) as Row[];
  return rows.map((row) => ({
    id: String(row['id']),
    name: String(row['name']),
    regionCode: String(row['region_code']),
  }));
}

/** What some companies were granted of each region and year, and the programmes they wait for. */
export async function findStandings(trx: Trx, companyIds: readonly string[]) {
  const caps = (await trx('voucher_year_caps').whereIn('company_id', [...companyIds])) as Row[];
  const open = (await trx('voucher_applications')
    .whereIn('company_id', [...companyIds])
    .where('state', 'open')
    .select('company_id', 'programme_id')) as Row[];
  return {
    grantedFen: ({ regionCode, year }: Programme, companyId: string): number =>
      Number(
        caps.find(
          (cap) =>
            cap['company_id'] === companyId &&
            cap['region_code'] === regionCode &&
            cap['year'] === year,
        )?.['granted_fen'] ?? 0,
      ),
    isOpen: ({ id }: Programme, companyId: string): boolean =>
      open.some((one) => one['company_id'] === companyId && one['programme_id'] === id),
  };
}
