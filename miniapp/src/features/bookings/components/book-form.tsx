import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Segments, Stepper } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { formatLength, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { MINUTE } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import { changeDraft } from '../draft';
import { isFree } from '../slot-grid';
import type { Range } from '../slot-grid';
import type { useWish } from '../use-wish';
import { PayerSheet } from './payer-sheet';
import { QuoteLines } from './quote-lines';

interface FormProps {
  instrument: Instrument;
  wish: ReturnType<typeof useWish>;
}

/** Below the grid: length, service, payer, purpose, and the price as it grows. */
export function BookForm({ instrument, wish }: FormProps) {
  const { t, language, reader } = useWords();
  const [isPicking, setPicking] = useState(false);
  const { draft, calendar, payers, payer, service, quote } = wish;
  const { chosen } = draft;
  if (!calendar || !chosen) return <View className="list-note">{t('book.pickFirst')}</View>;

  const resize = (by: number): Range => ({ startsAt: chosen.startsAt, endsAt: chosen.endsAt + by });
  const shorter = resize(-calendar.gridMs);
  const longer = resize(calendar.gridMs);
  const canShrink = shorter.endsAt > shorter.startsAt;
  const canGrow = isFree(calendar, longer);
  const setChosen = (range: Range) => changeDraft(instrument.id, { chosen: range });
  return (
    <>
      <Section>
        <View className="row between gap12">
          <View className="grow">
            <View className="t12 ink-3">{t('book.length')}</View>
            <View className="t16 b">
              {formatRange(chosen.startsAt, chosen.endsAt, {
                ...reader,
                timeZone: calendar.timeZone,
              })}
            </View>
          </View>
          <Stepper
            value={formatLength((chosen.endsAt - chosen.startsAt) / MINUTE, language)}
            lessLabel={t('book.shorter')}
            moreLabel={t('book.longer')}
            onLess={canShrink ? () => setChosen(shorter) : undefined}
            onMore={canGrow ? () => setChosen(longer) : undefined}
          />
        </View>
        {instrument.rules.service === 'both' ? (
          <View className="space-over">
            <Segments
              label={t('booking.service')}
              options={[
                { value: 'self', name: t('service.self') },
                { value: 'crew', name: t('service.crew') },
              ]}
              value={service}
              onPick={(value) => changeDraft(instrument.id, { service: value })}
            />
          </View>
        ) : null}
        {payer ? (
          <Press id="payer" className="line-row" onPress={() => setPicking(true)}>
            <Text className="ink-2 fixed">{t('payer.title')}</Text>
            <Text className="amount b wrap">{payer.name}</Text>
            <Icon name="right" size="s" className="ink-3" />
          </Press>
        ) : null}
        <Field
          id="purpose"
          label={t('booking.purpose')}
          hint={t('book.purposeHint')}
          value={draft.purpose}
          max={500}
          onChange={(purpose) => changeDraft(instrument.id, { purpose })}
        />
      </Section>
      {quote.error ? <Failure error={quote.error} onRetry={() => void quote.refetch()} /> : null}
      {quote.data ? (
        <Section
          title={t('quote.title')}
          aside={
            <Text className="t12 ink-3">
              {t('price.as', { kind: t(`kind.${quote.data.userKind}`) })}
            </Text>
          }
        >
          <QuoteLines
            lines={quote.data.lines}
            totalFen={quote.data.totalFen}
            timeZone={calendar.timeZone}
            totalWord={t('quote.total')}
          />
        </Section>
      ) : null}
      {isPicking ? (
        <PayerSheet
          payers={payers}
          chosenKey={payer?.key}
          onPick={(picked) => {
            changeDraft(instrument.id, { chargeTo: picked.chargeTo });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </>
  );
}
