import { ScrollView, Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Press } from '../../../components/press';
import { formatQuantity, weekdayName } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { HOUR, wallClock } from '../../../lib/wall-clock';
import { dayLeft } from '../slot-grid';
import type { ParsedCalendar } from '../slot-grid';

interface DayStripProps {
  calendar: ParsedCalendar;
  days: number[];
  day: number;
  onPick: (day: number) => void;
}

/** The days ahead, each with what is left of it. */
export function DayStrip({ calendar, days, day, onPick }: DayStripProps) {
  const { t, language } = useWords();
  return (
    <ScrollView
      scrollX
      className="day-strip"
      scrollIntoView={`day-${day}`}
      {...(process.env.TARO_ENV === 'h5' ? { role: 'tablist' } : {})}
    >
      {days.map((each) => {
        const clock = wallClock(each, calendar.timeZone);
        const left = dayLeft(calendar, each);
        const words =
          left.why === 'free'
            ? t('day.left', { hours: formatQuantity(left.freeMs / HOUR) })
            : (left.holiday ?? t(`day.${left.why}`));
        return (
          <Press
            key={each}
            id={`day-${each}`}
            role="tab"
            chosen={each === day}
            className={classes(
              'day',
              each === day && 'day-chosen',
              left.why !== 'free' && 'day-off',
            )}
            onPress={() => onPick(each)}
          >
            <Text className="t12">{weekdayName(clock.weekday, language)}</Text>
            <View className="t20 b">
              {clock.day === 1 ? `${clock.month}/1` : String(clock.day)}
            </View>
            <Text className="t12 day-left">{words}</Text>
          </Press>
        );
      })}
    </ScrollView>
  );
}
