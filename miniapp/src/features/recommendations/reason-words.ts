import type { Translate } from '../../lib/i18n';
import type { Reason } from './api';

/** Why something is recommended, in the reader's words. */
export function reasonWords({ code, type, area }: Reason, t: Translate): string {
  switch (code) {
    case 'usual_type':
      return t('forYou.reason.usualType', { type: type?.name ?? '' });
    case 'co_booked':
      return t('forYou.reason.coBooked', { type: type?.name ?? '' });
    case 'area':
      return t('forYou.reason.area', { area: area ?? '' });
    case 'booked_before':
      return t('forYou.reason.bookedBefore');
    case 'popular':
      return t('forYou.reason.popular');
    case 'new_nearby':
      return t('forYou.reason.newNearby');
    case 'rated':
      return t('forYou.reason.rated');
    case 'free_soon':
      return t('forYou.reason.freeSoon');
  }
}
