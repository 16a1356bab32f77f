import { Text, View } from '@tarojs/components';
import { Section, Tag } from '../../../components/marks';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Concept } from '../api';
import { TERM_LISTS } from '../concept-draft';
import './dictionary.scss';

const SHOWN = 12;

function wordOf(field: string) {
  const list = TERM_LISTS.find((one) => one === field);
  return list === undefined ? 'dictionary.related' : (`dictionary.${list}` as const);
}

/** The first words of many, and how many more there are. */
const shorten = (words: readonly string[]) =>
  words.slice(0, SHOWN).join('、') +
  (words.length > SHOWN ? ` … +${String(words.length - SHOWN)}` : '');

/** Who changed what, when and why; the latest first. */
export function ConceptHistory({ concept }: { concept: Concept }) {
  const { t, reader } = useWords();
  return (
    <Section title={t('dictionary.history')}>
      {concept.versions.map((one) => (
        <View key={one.version} className="history-row column gap4">
          <View className="row row-wrap between gap8">
            <Text className="b">{one.by ? one.by.name : t('dictionary.shipped')}</Text>
            <Text className="t12 ink-3">{formatMoment(Date.parse(one.at), reader)}</Text>
          </View>
          {one.why ? <Text className="ink-2 wrap">{one.why}</Text> : null}
          {one.isRetired ? (
            <View className="row">
              <Tag tone="warn">{t('dictionary.retired')}</Tag>
            </View>
          ) : null}
          {one.changes.map(({ field, added, removed }) => (
            <View key={field} className="t12 ink-2 wrap">
              <Text>{`${t(wordOf(field))} `}</Text>
              {added.length ? <Text>{`+ ${shorten(added)} `}</Text> : null}
              {removed.length ? <Text>{`− ${shorten(removed)}`}</Text> : null}
            </View>
          ))}
        </View>
      ))}
    </Section>
  );
}
