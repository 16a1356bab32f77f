import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { addMonths, dayByKey, weeksOf, withinDays } from '../lib/calendar-days';
import { focusOn } from '../lib/focus';
import { formatDate, formatMonth, weekdayName } from '../lib/formats';
import { useWords } from '../lib/i18n';
import { localDate } from '../lib/wall-clock';
import { classes } from './class-names';
import { Icon } from './icon';
import { Press } from './press';
import { Sheet } from './sheet';

export interface DateChoice {
  label: string;
  /** `2026-11-25`, as the bounds are; they can be chosen too. */
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

/** A month as a grid of days: tapped on a phone, walked by the arrow keys at a desk. */
export function DateSheet(props: DateChoice & { onClose: () => void }) {
  const { label, value, min, max, onChange, onClose } = props;
  const { t, language, reader } = useWords();
  const [at, setAt] = useState(() => withinDays(value, min, max));
  const [isByKey, setByKey] = useState(true);
  useEffect(() => {
    if (isByKey) focusOn(`date-${at}`);
  }, [at, isByKey]);
  const goTo = (day: string, byKey: boolean) => {
    setByKey(byKey);
    setAt(withinDays(day, min, max));
  };
  const nameOf = (day: string) => formatDate(Date.parse(day), { ...reader, timeZone: 'UTC' });
  const isOut = (day: string) => withinDays(day, min, max) !== day;
  const today = localDate(reader.now);
  const month = at.slice(0, 7);
  const [before, after] = [addMonths(`${month}-01`, -1), addMonths(`${month}-01`, 1)];
  const hasBefore = min === undefined || min < `${month}-01`;
  const hasAfter = max === undefined || max >= after;
  const handleKey = (event: KeyboardEvent) => {
    const day = dayByKey(at, event.key);
    if (day === null) return;
    event.preventDefault();
    goTo(day, true);
  };
  const isWeb = process.env.TARO_ENV === 'h5';
  const title = formatMonth(month, language);
  return (
    <Sheet title={label} onClose={onClose}>
      <View className="row between">
        <Press
          id="month-before"
          className="icon-button"
          label={t('date.before', { month: formatMonth(before, language) })}
          disabled={!hasBefore}
          onPress={() => goTo(before, false)}
        >
          <Icon name="left" className={hasBefore ? '' : 'date-out'} />
        </Press>
        <View className="t16 b" {...(isWeb ? { 'aria-live': 'polite' } : {})}>
          {title}
        </View>
        <Press
          id="month-after"
          className="icon-button"
          label={t('date.after', { month: formatMonth(after, language) })}
          disabled={!hasAfter}
          onPress={() => goTo(after, false)}
        >
          <Icon name="right" className={hasAfter ? '' : 'date-out'} />
        </Press>
      </View>
      <View className="date-week" {...(isWeb ? { 'aria-hidden': true } : {})}>
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <View key={weekday} className="date-name">
            {weekdayName(weekday, language)}
          </View>
        ))}
      </View>
      <View {...(isWeb ? { role: 'group', 'aria-label': title, onKeyDown: handleKey } : {})}>
        {weeksOf(at).map((week, row) => (
          <View key={row} className="date-week">
            {week.map((day, weekday) =>
              day === null ? (
                <View key={weekday} className="date-day" />
              ) : (
                <Press
                  key={day}
                  id={`date-${day}`}
                  className={classes(
                    'date-day',
                    day === value && 'date-chosen',
                    day === today && 'date-today',
                    isOut(day) && 'date-out',
                  )}
                  label={nameOf(day)}
                  chosen={day === value}
                  disabled={isOut(day)}
                  tabStop={day === at}
                  onPress={() => {
                    onChange(day);
                    onClose();
                  }}
                >
                  {String(Number(day.slice(8)))}
                </Press>
              ),
            )}
          </View>
        ))}
      </View>
    </Sheet>
  );
}
