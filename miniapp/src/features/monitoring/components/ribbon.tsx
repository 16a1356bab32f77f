import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { BoardItem } from '../api';
import { marksOf, midnightIn, ticksOf } from '../ribbon';
import type { Span } from '../ribbon';
import './ribbon.scss';

const at = (left: number, width?: number) => ({
  left: `${left}%`,
  ...(width === undefined ? {} : { width: `${width}%` }),
});

interface RibbonProps {
  span: Span;
  stretches: BoardItem['stretches'];
  bookings: readonly { startsAt: string; endsAt: string }[];
}

/** What was done, by height; what was booked is the thin line below. */
export function Ribbon({ span, stretches, bookings }: RibbonProps) {
  const { t, reader } = useWords();
  const midnight = midnightIn(span);
  const last = stretches.at(-1);
  const words = last
    ? `${t(`state.${last.state}`)} ${formatRange(Date.parse(last.startsAt), Date.parse(last.endsAt), reader)}`
    : t('run.noHistory');
  return (
    <View
      className="ribbon"
      {...(process.env.TARO_ENV === 'h5' ? { role: 'img', 'aria-label': words } : {})}
    >
      <View className="ribbon-states">
        {marksOf(stretches, span).map(({ left, width, of }) => (
          <View
            key={of.startsAt}
            className={`ribbon-part ribbon-${of.state}`}
            style={at(left, width)}
          />
        ))}
        {midnight === null ? null : <View className="ribbon-midnight" style={at(midnight)} />}
      </View>
      <View className="ribbon-bookings">
        {marksOf(bookings, span).map(({ left, width, of }) => (
          <View key={of.startsAt} className="ribbon-booking" style={at(left, width)} />
        ))}
      </View>
    </View>
  );
}

/** The hours over a list of ribbons, drawn once. */
export function RibbonAxis({ span, room }: { span: Span; room: number }) {
  const { t } = useWords();
  const ticks = ticksOf(span, { every: 1, labelled: 6, room });
  return (
    <View
      className="ribbon-axis"
      {...(process.env.TARO_ENV === 'h5' ? { 'aria-hidden': true } : {})}
    >
      {ticks.map((tick) => (
        <View
          key={tick.at}
          className={classes('ribbon-tick', tick.hour === 0 && 'ribbon-tick-midnight')}
          style={at(tick.at)}
        />
      ))}
      {ticks.map((tick) =>
        tick.hour === null ? null : (
          <Text key={tick.at} className="ribbon-hour" style={at(tick.at)}>
            {tick.hour === 0 ? t('run.midnight') : String(tick.hour)}
          </Text>
        ),
      )}
      <Text className="ribbon-now">{t('run.now')}</Text>
    </View>
  );
}
