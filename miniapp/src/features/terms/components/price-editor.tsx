import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { DateField } from '../../../components/date-field';
import { Field } from '../../../components/field';
import { Section } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan } from '../../../lib/money-input';
import { useIntention } from '../../bookings/use-bookings';
import { createPriceList } from '../api';
import type { NewPriceList, PriceList } from '../api';
import { draftOf, kinds, listOf, modeWord } from '../price-draft';
import type { Kind, PriceDraft } from '../price-draft';
import { useTermsAction } from '../use-terms';
import { OffPeakRows } from './off-peak-rows';
import { PriceChanges } from './price-changes';
import { PriceRows } from './price-rows';

interface PriceEditorProps {
  id: string;
  latest: PriceList;
  testItems: readonly { id: string; name: string }[];
  takesSamples: boolean;
  today: string;
}

interface TermsProps {
  before: PriceDraft;
  draft: PriceDraft;
  onChange: (draft: PriceDraft) => void;
}

const modes = ['reservation', 'use', 'overage'] as const;

/** What holds for every kind of user. */
function CommonTerms({ before, draft, onChange }: TermsProps) {
  const { t } = useWords();
  const set = (part: Partial<PriceDraft>) => onChange({ ...draft, ...part });
  const sums = [
    { key: 'minimum', label: t('terms.minimum') },
    { key: 'subsidy', label: t('prices.subsidy') },
  ] as const;
  return (
    <>
      <Section title={t('prices.mode')}>
        <Segments
          label={t('prices.mode')}
          options={modes.map((value) => ({ value, name: t(`prices.mode.${modeWord(value)}`) }))}
          value={draft.chargingMode}
          onPick={(chargingMode) => set({ chargingMode })}
        />
        <View className="t12 ink-3 rule-line">
          {t(`prices.mode.${modeWord(draft.chargingMode)}.text`)}
        </View>
        {sums.map(({ key, label }) => (
          <View key={key} className="rule-line">
            <Field
              id={key}
              label={label}
              value={draft[key]}
              max={12}
              error={parseYuan(draft[key]) === null ? t('terms.noSum') : null}
              note={t('prices.now', { sum: formatMoney(parseYuan(before[key]) ?? 0) })}
              onChange={(text) => set({ [key]: text })}
            />
          </View>
        ))}
      </Section>
      <Section title={t('prices.off')}>
        <OffPeakRows spans={draft.offPeak} onChange={(offPeak) => set({ offPeak })} />
      </Section>
    </>
  );
}

/** A new price list made from the latest, each sum beside the one it takes the place of. */
export function PriceEditor({ id, latest, testItems, takesSamples, today }: PriceEditorProps) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>('company');
  const before = draftOf(latest, testItems, today);
  const [draft, setDraft] = useState(before);
  const intention = useIntention();
  const save = useTermsAction((body: NewPriceList) =>
    createPriceList(id, body, intention.keyFor(body)),
  );
  const list = listOf(draft);
  const isChanged = JSON.stringify({ ...draft, validFrom: today }) !== JSON.stringify(before);
  const handleSave = () => {
    if (!('body' in list)) return;
    save.mutate(list.body, {
      onSuccess: () => {
        intention.done();
        showToast(t('terms.saved'));
      },
    });
  };
  const words =
    'flaw' in list
      ? t(`prices.flaw.${list.flaw}`)
      : isChanged
        ? t('terms.savePrices', { from: draft.validFrom })
        : t('terms.noChange');
  return (
    <>
      <Section first title={t('terms.prices')}>
        <Segments
          label={t('terms.prices')}
          options={kinds.map((value) => ({ value, name: t(`kind.${value}`) }))}
          value={kind}
          onPick={setKind}
        />
        <PriceRows
          before={before}
          draft={draft}
          kind={kind}
          takesSamples={takesSamples}
          onChange={setDraft}
        />
      </Section>
      <CommonTerms before={before} draft={draft} onChange={setDraft} />
      <Section title={t('prices.changes')}>
        <PriceChanges before={before} after={draft} />
        <View className="line-row">
          <Text className="grow">{t('terms.from.day')}</Text>
          <DateField
            id="valid-from"
            label={t('terms.from.day')}
            value={draft.validFrom}
            min={today}
            onChange={(validFrom) => setDraft({ ...draft, validFrom })}
          />
        </View>
        <View className="t12 ink-3 rule-line">{t('terms.pricesStay')}</View>
        {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
      </Section>
      <View className="row gap12 booking-ways">
        {isChanged ? <Button onPress={() => setDraft(before)}>{t('terms.undo')}</Button> : null}
        <Button
          id="prices-save"
          kind="primary"
          block
          disabled={'flaw' in list || !isChanged}
          busy={save.isPending}
          busyText={t('terms.saving')}
          onPress={handleSave}
        >
          {words}
        </Button>
      </View>
    </>
  );
}
