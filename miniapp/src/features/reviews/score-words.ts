import type { Translate } from '../../lib/i18n';
import { spaced } from '../../lib/spaced';
import type { Review } from './api';

export const heads = ['quality', 'speed', 'attitude', 'value'] as const;

/** 数据质量 5  速度 4  态度 5  性价比 4. */
export function scoreWords(scores: Review['scores'], t: Translate): string {
  return spaced(...heads.map((head) => `${t(`score.${head}`)} ${scores[head]}`));
}
