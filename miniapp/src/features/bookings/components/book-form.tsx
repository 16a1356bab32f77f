import { View } from '@tarojs/components';
import { Segments, Stepper } from '../../../components/choices';
import { Section } from '../../../components/marks';
import { formatLength, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { MINUTE } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import { changeDraft } from '../draft';
import { isFree } from '../slot-grid';
import type { Range } from '../slot-grid';
import type { useWish } from '../use-wish';
import { WishPrice, WishTerms } from './wish-terms';

interface FormProps {
  instrument: Instrument;
  wish: ReturnType<typeof useWish>;
}

/** Below the grid: length, service, payer, purpose, and the price as it grows. */
export function BookForm({ instrument, wish }: FormProps) {
  const { t, language, reader } = useWords();
  const { draft, calendar, service, quote } = wish;
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
        <WishTerms instrumentId={instrument.id} />
      </Section>
      <WishPrice quote={quote} timeZone={calendar.timeZone} />
    </>
  );
}
