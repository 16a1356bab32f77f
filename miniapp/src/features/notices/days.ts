import { formatDay } from '../../lib/formats';
import type { Reader } from '../../lib/formats';
import { localDate } from '../../lib/wall-clock';
import type { PageName, PageParams } from '../../lib/pages';
import type { Notice } from './api';

/** Notices by the day they came, in the order they stand. */
export function byDay(
  notices: readonly Notice[],
  reader: Reader,
): { day: string; name: string; notices: Notice[] }[] {
  const days = new Map<string, { day: string; name: string; notices: Notice[] }>();
  for (const notice of notices) {
    const at = Date.parse(notice.createdAt);
    const day = localDate(at);
    const known = days.get(day) ?? { day, name: formatDay(at, reader), notices: [] };
    days.set(day, known);
    known.notices.push(notice);
  }
  return [...days.values()];
}

/** Where a notice leads; null where there is nothing to see beyond it. */
export function leadOf(notice: Notice): { page: PageName; params?: PageParams } | null {
  if (notice.bookingId) return { page: 'booking', params: { id: notice.bookingId } };
  if (notice.kind === 'review.to_judge') return { page: 'appeals' };
  if (notice.kind === 'saved_search.folded') return { page: 'savedSearches' };
  const [thing, step] = notice.kind.split('.');
  if (thing === 'voucher_application') {
    const isOffice = step === 'to_judge' || step === 'decided';
    return { page: isOffice ? 'voucherApplications' : 'vouchers' };
  }
  if (notice.bulletinId) return { page: 'bulletin', params: { id: notice.bulletinId } };
  // Of which group it is, its words say; the groups stand on one's own page.
  if (thing === 'group' && step !== 'removed') return { page: 'me' };
  if (!notice.instrumentId) return null;
  const page = thing === 'alarm' ? 'run' : 'instrument';
  return { page, params: { id: notice.instrumentId } };
}
