import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../components/button';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import type { Booking } from '../api';
import { payWords } from './booking-card';
import { CodeSheet } from './code-sheet';
import { EndSheet } from './end-sheet';
import { LabelSheet } from './label-sheet';

type UseSheet = 'code' | 'check_in' | 'check_out' | 'end';

/** A difference is paid beside the results it stands before, so the bar does not ask for it again. */
export function mustPayFirst({ may }: Booking): boolean {
  return may.includes('accept') && may.includes('pay');
}

/**
 * What its owner does next with a booking: pays, begins and ends a use, writes down its end, reviews it.
 * Results are judged where they are listed, before a review.
 * `bar` is null where nothing waits; `sheet` stands outside the bar, above everything.
 */
export function useNextStep(booking: Booking | undefined): { bar: ReactNode; sheet: ReactNode } {
  const { t } = useWords();
  const [sheet, setSheet] = useState<UseSheet | null>(null);
  if (!booking) return { bar: null, sheet: null };
  const { id, may } = booking;
  const atLabel = (['check_in', 'check_out'] as const).find((step) => may.includes(step));
  const buttons = [
    may.includes('propose_end') && booking.endMissingAt
      ? { id: 'propose-end', word: t('end.title'), onPress: () => setSheet('end') }
      : null,
    may.includes('show_code')
      ? { id: 'show-code', word: t('code.show'), onPress: () => setSheet('code') }
      : null,
    may.includes('review') && !may.includes('accept')
      ? { id: 'review', word: t('next.review'), onPress: () => goTo('review', { id }) }
      : null,
    atLabel
      ? {
          id: 'check-label',
          word: t(atLabel === 'check_in' ? 'code.begin' : 'code.end'),
          onPress: () => setSheet(atLabel),
        }
      : null,
    may.includes('pay') && !mustPayFirst(booking)
      ? { id: 'pay', word: payWords(booking, t), onPress: () => goTo('checkout', { id }) }
      : null,
  ].filter((button) => button !== null);
  const close = () => setSheet(null);
  return {
    bar: buttons.length ? (
      <View className="row gap12">
        {buttons.map((button, index) => (
          <View key={button.id} className="grow">
            <Button
              id={button.id}
              kind={index === buttons.length - 1 ? 'primary' : 'outline'}
              block
              onPress={button.onPress}
            >
              {button.word}
            </Button>
          </View>
        ))}
      </View>
    ) : null,
    sheet:
      sheet === 'code' ? (
        <CodeSheet bookingId={id} onClose={close} />
      ) : sheet === 'end' ? (
        <EndSheet booking={booking} onClose={close} />
      ) : sheet ? (
        <LabelSheet booking={booking} step={sheet} onClose={close} />
      ) : null,
  };
}
