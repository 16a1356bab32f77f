import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Chip, Section } from '../../../components/marks';
import { CONCEPT_LIMITS } from '@dayi/shared/concept-limits';
import { useWords } from '../../../lib/i18n';
import { type ConceptDraft, type TermList, withTerm } from '../concept-draft';
import './dictionary.scss';

interface TermsProps {
  list: TermList;
  draft: ConceptDraft;
  /** What the server said of this list. */
  error: string | null;
  nameOf?: (term: string) => string;
  onDraft: (draft: ConceptDraft) => void;
}

/** One list of a kind: a tap takes a term out, typing puts one in. */
export function Terms({ list, draft, error, nameOf, onDraft }: TermsProps) {
  const { t } = useWords();
  const terms = draft[list];
  const typed = draft.typed[list] ?? '';
  const change = (next: string[], text: string) =>
    onDraft({ ...draft, [list]: next, typed: { ...draft.typed, [list]: text } });
  const handleAdd = () => change(withTerm(terms, typed), '');
  const isFull = terms.length >= CONCEPT_LIMITS[list];
  return (
    <Section title={t(`dictionary.${list}`)}>
      <View className="row row-wrap chip-rows term-chips">
        {terms.map((term) => (
          <Chip
            key={term}
            tone="plain"
            removable
            label={t('dictionary.remove', { term: nameOf?.(term) ?? term })}
            onPress={() =>
              change(
                terms.filter((one) => one !== term),
                typed,
              )
            }
          >
            {nameOf?.(term) ?? term}
          </Chip>
        ))}
      </View>
      <View className="row row-top gap8">
        <View className="grow">
          <Field
            id={`term-${list}`}
            label={t('dictionary.addTo', { list: t(`dictionary.${list}`) })}
            hint={t(`dictionary.hint.${list}`)}
            value={typed}
            max={list === 'classCodes' ? 6 : CONCEPT_LIMITS.term}
            error={error}
            note={isFull ? t('dictionary.full', { count: CONCEPT_LIMITS[list] }) : undefined}
            onChange={(text) => change([...terms], text)}
            onConfirm={handleAdd}
          />
        </View>
        <View className="space-label">
          <Button
            id={`add-${list}`}
            icon="plus"
            label={t('dictionary.addTo', { list: t(`dictionary.${list}`) })}
            disabled={typed.trim() === '' || isFull}
            onPress={handleAdd}
          >
            {t('dictionary.add')}
          </Button>
        </View>
      </View>
    </Section>
  );
}
