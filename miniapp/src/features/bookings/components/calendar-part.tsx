import { Text, View } from '@tarojs/components';
import { useMemo } from 'react';
import { Icon } from '../../../components/icon';
import { formatDate, formatLength } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { useLive } from '../../../lib/live';
import { spaced } from '../../../lib/spaced';
import { MINUTE } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import { instrumentName } from '../../instruments/instrument-name';
import { openingWords } from '../../instruments/rules-in-words';
import { cellsOfDay, slotRows, tapSlot } from '../slot-grid';
import type { ParsedCalendar, Range } from '../slot-grid';
import { DayStrip } from './day-strip';
import { SlotGridView } from './slot-grid-view';

interface HeadProps {
  instrument: Instrument;
  service: 'self' | 'crew';
}

/** What is being booked, and whether the calendar is live. */
export function BookHead({ instrument, service }: HeadProps) {
  const { t, language } = useWords();
  const liveState = useLive((live) => live.state);
  return (
    <View className="row row-top between gap12 book-head">
      <View className="grow">
        <View className="t16 b">{`${instrumentName(instrument, language)} ${instrument.model}`}</View>
        <View className="t12 ink-3">{spaced(instrument.unit.name, t(`service.${service}`))}</View>
      </View>
      <View className="row gap4 t12 ink-2 fixed">
        <Icon name={liveState === 'open' ? 'desk' : 'warning'} size="s" />
        <Text id="live-state">{t(`live.${liveState}`)}</Text>
      </View>
    </View>
  );
}

interface PartProps {
  instrument: Instrument;
  calendar: ParsedCalendar;
  days: number[];
  day: number;
  chosen: Range | null;
  /** Length that a first tap begins with, in ms; the instrument's least where not given. */
  leastMs?: number;
  onDay: (day: number) => void;
  onChoose: (range: Range) => void;
}

/** Days and the slots of one of them. */
export function CalendarPart(props: PartProps) {
  const { instrument, calendar, days, day, chosen, onDay, onChoose } = props;
  const { t, language, reader } = useWords();
  const { rules, prices } = instrument;
  const least = props.leastMs ?? rules.minMinutes * MINUTE;
  const rows = useMemo(
    () =>
      slotRows(calendar, day, {
        chosen,
        maxMinutes: rules.maxMinutes,
        offPeak: prices?.offPeak ?? [],
      }),
    [calendar, day, chosen, rules.maxMinutes, prices],
  );
  return (
    <>
      <DayStrip calendar={calendar} days={days} day={day} onPick={onDay} />
      <View className="section section-first">
        <View className="section-head">
          <View className="section-title">
            {formatDate(day, { ...reader, timeZone: calendar.timeZone })}
          </View>
          <Text className="t12 ink-3">
            {t('book.grid', { length: formatLength(calendar.gridMs / MINUTE, language) })}
          </Text>
        </View>
        {rows.length ? (
          <SlotGridView
            key={day}
            rows={rows}
            timeZone={calendar.timeZone}
            onTap={(slot) => onChoose(tapSlot(calendar, chosen, slot, least))}
          />
        ) : (
          <View className="ink-3 rule-line">
            {cellsOfDay(calendar, day).length
              ? t('book.lateDay')
              : t('book.closedDay', { hours: openingWords(rules.openingHours, language) })}
          </View>
        )}
      </View>
    </>
  );
}
