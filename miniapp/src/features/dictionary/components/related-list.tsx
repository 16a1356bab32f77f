import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { CONCEPT_LIMITS } from '@dayi/shared/concept-limits';
import { Button } from '../../../components/button';
import { Stepper } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Sheet } from '../../../components/sheet';
import { useWords } from '../../../lib/i18n';
import type { Concept } from '../api';
import type { ConceptDraft } from '../concept-draft';
import { conceptName } from '../concept-name';
import { ConceptPicker } from './concept-picker';
import './dictionary.scss';

const FIRST_WEIGHT = 0.3;

interface RelatedProps {
  draft: ConceptDraft;
  names: Concept['relatedNames'];
  error: string | null;
  onDraft: (draft: ConceptDraft) => void;
}

/** Other kinds that may serve as well, and how well, in tenths. */
export function RelatedList({ draft, names, error, onDraft }: RelatedProps) {
  const { t, language } = useWords();
  const [isPicking, setPicking] = useState(false);
  const [picked, setPicked] = useState<Concept['relatedNames']>([]);
  const { related } = draft;
  const nameOf = (id: string) => {
    const found = [...names, ...picked].find((one) => one.id === id);
    return found ? conceptName(found, language) : id;
  };
  const weigh = (id: string, tenths: number) => () =>
    onDraft({
      ...draft,
      related: related.map((one) => (one.id === id ? { id, weight: tenths / 10 } : one)),
    });
  return (
    <Section title={t('dictionary.related')}>
      {related.map(({ id, weight }) => {
        const tenths = Math.round(weight * 10);
        const name = nameOf(id);
        return (
          <View key={id} className="line-row row-wrap">
            <Text className="related-name wrap">{name}</Text>
            <Stepper
              value={weight.toFixed(1)}
              lessLabel={t('dictionary.less', { name })}
              moreLabel={t('dictionary.moreLike', { name })}
              onLess={tenths > 1 ? weigh(id, tenths - 1) : undefined}
              onMore={tenths < 10 ? weigh(id, tenths + 1) : undefined}
            />
            <Press
              className="icon-button"
              label={t('dictionary.remove', { term: name })}
              onPress={() => onDraft({ ...draft, related: related.filter((one) => one.id !== id) })}
            >
              <Icon name="close" className="ink-2" />
            </Press>
          </View>
        );
      })}
      {error ? <View className="alarm t12">{error}</View> : null}
      <View className="row space-over">
        <Button
          id="add-related"
          block
          icon="plus"
          disabled={related.length >= CONCEPT_LIMITS.related}
          onPress={() => setPicking(true)}
        >
          {t('dictionary.addRelated')}
        </Button>
      </View>
      {isPicking ? (
        <Sheet title={t('dictionary.addRelated')} onClose={() => setPicking(false)}>
          <ConceptPicker
            without={[draft.id, ...related.map(({ id }) => id)]}
            onPick={({ id, zh, en }) => {
              setPicked([...picked, { id, zh, en }]);
              onDraft({ ...draft, related: [...related, { id, weight: FIRST_WEIGHT }] });
              setPicking(false);
            }}
          />
        </Sheet>
      ) : null}
    </Section>
  );
}
