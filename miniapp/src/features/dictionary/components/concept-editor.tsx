import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { CONCEPT_LIMITS } from '@dayi/shared/concept-limits';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Section, Tag } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatList } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { isProblem } from '../../../lib/problem-error';
import { useIntention } from '../../bookings/use-bookings';
import { createConcept, retireConcept, setConcept } from '../api';
import type { Concept } from '../api';
import { draftOf, editOf, isSameAs, newDraft, rebased, TERM_LISTS } from '../concept-draft';
import { conceptName } from '../concept-name';
import { useConceptAction } from '../use-dictionary';
import { ConceptHistory } from './concept-history';
import { RelatedList } from './related-list';
import { Terms } from './term-list';

interface EditorProps {
  /** Null for a new kind. */
  concept: Concept | null;
  onMade?: (id: string) => void;
}

/** Names that lead to several kinds: search then offers all of them. */
function OtherMeanings({ concept }: { concept: Concept }) {
  const { t, language } = useWords();
  if (!concept.alsoMeans.length) return null;
  return (
    <View className="notice-box column gap4">
      <View className="b">{t('dictionary.alsoMeans')}</View>
      {concept.alsoMeans.map(({ term, concepts }) => (
        <Text key={term} className="ink-2 wrap">
          {`${term}：${formatList(
            concepts.map((one) => conceptName(one, language)),
            language,
          )}`}
        </Text>
      ))}
    </View>
  );
}

function Head({ concept }: { concept: Concept }) {
  const { t, language } = useWords();
  const { id, zh, en, isRetired, isEdited } = concept;
  return (
    <Section first>
      <View className="row row-wrap gap8">
        <Text className="t20 b wrap">
          {conceptName({ zh: zh[0] ?? id, en: en[0] ?? null }, language)}
        </Text>
        {isRetired ? <Tag tone="warn">{t('dictionary.retired')}</Tag> : null}
        {isEdited ? <Tag tone="quiet">{t('dictionary.edited')}</Tag> : null}
      </View>
      <View className="column gap8">
        <View className="t12 ink-3">{id}</View>
        {isRetired ? <View className="ink-2">{t('dictionary.retiredAbout')}</View> : null}
        <OtherMeanings concept={concept} />
      </View>
    </Section>
  );
}

/** All that search knows of a kind, to be changed; what is typed stays whatever the server answers. */
export function ConceptEditor({ concept, onMade }: EditorProps) {
  const { t } = useWords();
  const intention = useIntention();
  const [changed, setDraft] = useState<ReturnType<typeof newDraft> | null>(null);
  const draft = concept ? rebased(changed ?? draftOf(concept), concept) : (changed ?? newDraft());
  const edit = editOf(draft);
  const save = useConceptAction(async () => {
    if (concept) return await setConcept(concept.id, edit, concept.version);
    const body = { ...edit, id: draft.id.trim() };
    return await createConcept(body, intention.keyFor(body));
  });
  const retire = useConceptAction(() =>
    retireConcept(concept?.id ?? '', edit.why, concept?.version ?? 0),
  );
  const fields = isProblem(save.error) ? save.error.errors : [];
  const errorOf = (list: string): string | null => {
    const found = fields.find(({ path }) => path.split('.')[1] === list);
    return found?.message ?? null;
  };
  const handleDone = (after: Concept, word: 'dictionary.saved' | 'dictionary.isRetired') => {
    intention.done();
    setDraft(null);
    showToast(t(word));
    if (!concept) onMade?.(after.id);
  };
  const handleSave = () =>
    save.mutate(undefined, { onSuccess: (after) => handleDone(after, 'dictionary.saved') });
  const handleRetire = () =>
    retire.mutate(undefined, {
      onSuccess: (after) => handleDone(after, 'dictionary.isRetired'),
    });
  const isUnchanged = concept !== null && !concept.isRetired && isSameAs(concept, draft);
  const isNameless = edit.zh.length === 0 || edit.classCodes.length === 0;
  const isIdless = concept === null && draft.id.trim() === '';
  const classNames = new Map(concept?.classes.map(({ code, name }) => [code, name]));
  return (
    <>
      {concept ? (
        <Head concept={concept} />
      ) : (
        <Section first>
          <Field
            id="concept-id"
            label={t('dictionary.id')}
            note={t('dictionary.idNote')}
            error={errorOf('id')}
            value={draft.id}
            max={CONCEPT_LIMITS.id}
            onChange={(id) => setDraft({ ...draft, id })}
          />
        </Section>
      )}
      {TERM_LISTS.map((list) => (
        <Terms
          key={list}
          list={list}
          draft={draft}
          error={errorOf(list)}
          nameOf={
            list === 'classCodes'
              ? (code) => `${code} ${classNames.get(code) ?? ''}`.trim()
              : undefined
          }
          onDraft={setDraft}
        />
      ))}
      <RelatedList
        draft={draft}
        names={concept?.relatedNames ?? []}
        error={errorOf('related')}
        onDraft={setDraft}
      />
      <Section>
        <Field
          id="concept-why"
          label={t('dictionary.why')}
          note={t('dictionary.whyNote')}
          value={draft.why}
          max={200}
          onChange={(why) => setDraft({ ...draft, why })}
        />
        <View className="row gap12 space-over">
          {concept && !concept.isRetired ? (
            <Button
              id="concept-retire"
              busy={retire.isPending}
              busyText={t('action.sending')}
              onPress={handleRetire}
            >
              {t('dictionary.retire')}
            </Button>
          ) : null}
          <Button
            id="concept-save"
            kind="primary"
            block
            disabled={isUnchanged || isNameless || isIdless}
            busy={save.isPending}
            busyText={t('action.sending')}
            onPress={handleSave}
          >
            {isIdless
              ? t('dictionary.idFirst')
              : isNameless
                ? t('dictionary.nameFirst')
                : isUnchanged
                  ? t('dictionary.unchanged')
                  : t(concept?.isRetired ? 'dictionary.restore' : 'dictionary.save')}
          </Button>
        </View>
        {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
        {retire.error ? <Failure error={retire.error} onRetry={handleRetire} /> : null}
        {changed && concept ? (
          <View className="row space-over">
            <Button id="concept-discard" kind="text" onPress={() => setDraft(null)}>
              {t('dictionary.discard')}
            </Button>
          </View>
        ) : null}
      </Section>
      {concept ? <ConceptHistory concept={concept} /> : null}
    </>
  );
}
