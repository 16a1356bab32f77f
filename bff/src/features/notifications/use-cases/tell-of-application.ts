import type { Deps } from '../../../deps.ts';
import type { OutboxHandler } from '../../../infra/outbox.ts';
import { moneyInWords } from '../../../infra/words.ts';
import { regionsAbove } from '../../../policy.ts';
import { findHolders } from '../../identity/index.ts';
import { type Application, findApplication } from '../../vouchers/index.ts';
import type { NoticeKind } from '../domain/notice-words.ts';
import { type News, writeNotices } from './write-notices.ts';

const TO_OFFICE: Readonly<Record<string, NoticeKind>> = {
  applied: 'voucher_application.to_judge',
  withdrawn: 'voucher_application.withdrawn',
  approved: 'voucher_application.decided',
  rejected: 'voucher_application.decided',
};
const TO_COMPANY: Readonly<Record<string, NoticeKind>> = {
  applied: 'voucher_application.applied',
  withdrawn: 'voucher_application.withdrawn',
  approved: 'voucher_application.approved',
  rejected: 'voucher_application.rejected',
};

async function receivers(deps: Deps, { companyId, programme }: Application, what: string) {
  const officers = await findHolders(deps.db, 'company_officer', 'company', [companyId]);
  const above = regionsAbove(programme.regionCode);
  const office = await findHolders(deps.db, 'authority', 'region', above);
  // Who is of both hears as one of the company.
  return new Map<string, NoticeKind | undefined>([
    ...office.map((userId) => [userId, TO_OFFICE[what]] as const),
    ...officers.map((userId) => [userId, TO_COMPANY[what]] as const),
  ]);
}

/** Tells company and office of a step of an application, but not the one who took it. */
export const tellOfApplication: OutboxHandler = async (deps, event) => {
  const { what, applicationId, actorId } = event.payload;
  const application = await findApplication(deps.db, String(applicationId));
  if (application === undefined) return;
  const params = {
    who: application.companyName,
    programme: application.programme.name,
    programmeEn: application.programme.nameEn,
    sum: moneyInWords(application.askedFen),
    granted: moneyInWords(application.grantedFen ?? 0),
    reason: application.reason,
  };
  const news = [...(await receivers(deps, application, String(what)))].flatMap(
    ([userId, kind]): News[] =>
      kind === undefined || userId === actorId
        ? []
        : [{ userId, kind, params, bookingId: null, instrumentId: null }],
  );
  await writeNotices(deps, event, news);
};
