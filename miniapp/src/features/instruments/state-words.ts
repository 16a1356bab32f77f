import type { Translate } from '../../lib/i18n';
import type { InstrumentSummary } from './api';

const SURE_FROM = 0.7;

/** 开机, or 疑似开机 where the confidence is under 0.70. */
export function stateWord(
  runState: NonNullable<InstrumentSummary['runState']>,
  t: Translate,
): string {
  const word = t(`state.${runState.state}`);
  return runState.confidence < SURE_FROM ? t('state.likely', { state: word }) : word;
}
