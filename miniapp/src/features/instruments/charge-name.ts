import type { Translate } from '../../lib/i18n';
import type { Language } from '../../lib/i18n/language';

const kinds = ['machine_hour', 'crew_hour', 'start_up', 'minimum_top_up', 'subsidy'] as const;
type Kind = (typeof kinds)[number];

/** What a price line charges for: units name theirs in Chinese, so other readers get the kind where it says enough, as all do of lines without a name. */
export function chargeName(
  line: { item: string; name: string },
  t: Translate,
  language: Language,
): string {
  const kind = kinds.find((each): each is Kind => each === line.item);
  return (language === 'en' || line.name === '') && kind ? t(`price.item.${kind}`) : line.name;
}
