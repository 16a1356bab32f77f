import type { Translate } from '../../lib/i18n';
import type { Me } from './api';

/** Where a role holds, in the reader's words; the platform has no name of its own. */
export function scopeName(scope: Me['roles'][number]['scope'], t: Translate): string {
  return scope.kind === 'platform' ? t('role.everywhere') : scope.name;
}
