import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { getConcept, setConcept } from '../api';
import type { ConceptItem, Miss } from '../api';
import { contentOf, withTerm } from '../concept-draft';
import { conceptName } from '../concept-name';
import { useConceptAction } from '../use-dictionary';
import { ConceptPicker } from './concept-picker';

type List = 'nicknames' | 'purposes';

/** Gives the words that found nothing to a kind: one tap on the kind does it. */
export function MissSheet({ miss, onClose }: { miss: Miss; onClose: () => void }) {
  const { t, language } = useWords();
  const [list, setList] = useState<List>('nicknames');
  const add = useConceptAction(async ({ id }: ConceptItem) => {
    const concept = await getConcept(id);
    const content = contentOf(concept);
    const terms = withTerm(content[list], miss.example);
    const why = t('miss.why', { count: miss.times });
    return await setConcept(id, { ...content, [list]: terms, why }, concept.version);
  });
  const handlePick = (item: ConceptItem) => {
    if (add.isPending) return;
    add.mutate(item, {
      onSuccess: (after) => {
        const name = conceptName(item, language);
        const isShared = after.alsoMeans.some(({ term }) => term === miss.example.trim());
        showToast(t(isShared ? 'miss.addedShared' : 'miss.added', { name }));
        onClose();
      },
    });
  };
  return (
    <Sheet title={t('miss.addTitle')} onClose={onClose}>
      <View className="column gap12">
        <View className="t16 b wrap">{miss.example}</View>
        <Segments
          label={t('miss.as')}
          options={[
            { value: 'nicknames', name: t('miss.asNickname') },
            { value: 'purposes', name: t('miss.asPurpose') },
          ]}
          value={list}
          onPick={setList}
        />
        {add.error ? <Failure error={add.error} onRetry={() => handlePick(add.variables)} /> : null}
        <ConceptPicker first={miss.example} onPick={handlePick} />
      </View>
    </Sheet>
  );
}
