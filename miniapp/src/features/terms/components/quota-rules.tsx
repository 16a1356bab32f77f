import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments, Stepper } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import { quotaAmount, quotaSentence } from '../../instruments/quota-words';
import type { Rules } from '../api';
import { freshQuota, isSameQuota, MOST_QUOTAS, quotaStep } from '../quotas';
import type { Quota } from '../quotas';

interface QuotaRulesProps {
  rules: Rules;
  onChange: (rules: Rules) => void;
}

function QuotaRow(props: { quota: Quota; onChange: (quota: Quota) => void; onRemove: () => void }) {
  const { quota, onChange, onRemove } = props;
  const { t, language } = useWords();
  const step = quotaStep(quota);
  const what = quotaSentence(quota, language);
  return (
    <View className="line-row">
      <Text className="grow wrap">{what}</Text>
      <Stepper
        value={quotaAmount(quota, language)}
        lessLabel={t('terms.less', { what })}
        moreLabel={t('terms.more', { what })}
        onLess={
          quota.limit > step ? () => onChange({ ...quota, limit: quota.limit - step }) : undefined
        }
        onMore={() => onChange({ ...quota, limit: quota.limit + step })}
      />
      <Press className="icon-button" label={t('quota.remove', { what })} onPress={onRemove}>
        <Icon name="close" />
      </Press>
    </View>
  );
}

/** At most so much for a person or a group: each a sentence, with its figure to step. */
export function QuotaRules({ rules, onChange }: QuotaRulesProps) {
  const { t, language } = useWords();
  const [wish, setWish] = useState<Quota>(freshQuota('user', 'week', 'minutes'));
  const { quotas } = rules;
  const set = (next: Quota[]) => onChange({ ...rules, quotas: next });
  const isThere = quotas.some((one) => isSameQuota(one, wish));
  const change = (part: Partial<Quota>) =>
    setWish(({ who, per, of }) => freshQuota(part.who ?? who, part.per ?? per, part.of ?? of));
  return (
    <Section title={t('quota.title')}>
      {quotas.map((quota, index) => (
        <QuotaRow
          key={`${quota.who}-${quota.per}-${quota.of}`}
          quota={quota}
          onChange={(next) => set(quotas.map((one, at) => (at === index ? next : one)))}
          onRemove={() => set(quotas.filter((one) => one !== quota))}
        />
      ))}
      {quotas.length ? null : <View className="ink-3 rule-line">{t('quota.none')}</View>}
      <View className="column gap8 space-over">
        <Segments
          label={t('quota.who')}
          options={(['user', 'group'] as const).map((value) => ({
            value,
            name: t(`quota.who.${value}`),
          }))}
          value={wish.who}
          onPick={(who) => change({ who })}
        />
        <Segments
          label={t('quota.per')}
          options={(['day', 'week', 'month', 'open'] as const).map((value) => ({
            value,
            name: t(`quota.per.${value}`),
          }))}
          value={wish.per}
          onPick={(per) => change({ per })}
        />
        <Segments
          label={t('quota.of')}
          options={(['minutes', 'bookings'] as const).map((value) => ({
            value,
            name: t(`quota.of.${value}`),
          }))}
          value={wish.of}
          onPick={(of) => change({ of })}
        />
        <View className="row">
          <Button
            id="quota-add"
            block
            disabled={isThere || quotas.length >= MOST_QUOTAS}
            onPress={() => set([...quotas, wish])}
          >
            {isThere ? t('quota.there') : t('quota.add', { what: quotaSentence(wish, language) })}
          </Button>
        </View>
      </View>
    </Section>
  );
}
