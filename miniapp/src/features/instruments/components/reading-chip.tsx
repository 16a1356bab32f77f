import { Chip } from '../../../components/marks';
import { useWords } from '../../../lib/i18n';
import { cityName } from '../city-name';
import { isGuess, isReadOtherwise, type Reading, without } from '../readings';
import { setSearch } from '../search-state';
import type { FoundPage } from '../use-instruments';

/** One thing that the words were read as; tapping leaves it out and looks again. */
export function ReadingChip({ page, reading }: { page: FoundPage; reading: Reading }) {
  const { t, language } = useWords();
  const { kind, value, text } = reading;
  const name = kind === 'city' ? cityName(value, reading.name, language) : reading.name;
  const title = isGuess(reading) ? t('search.guess') : t(`search.read.${kind}`);
  const shown = isReadOtherwise(reading) ? `${text} → ${name}` : name;
  return (
    <Chip
      kind={title}
      removable
      label={t('search.remove', { what: `${title} ${shown}` })}
      onPress={() => setSearch({ q: without(page.q, page.understood, reading) })}
    >
      {shown}
    </Chip>
  );
}
