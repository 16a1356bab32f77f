import { View } from '@tarojs/components';
import { Stepper, Toggle } from '../../../components/choices';
import { useWords } from '../../../lib/i18n';
import type { NoticePreferences } from '../api';

type Quiet = NonNullable<NoticePreferences['quiet']>;

const USUAL: Quiet = { from: '22:00', to: '07:30' };
const STEP = 30;
const DAY = 24 * 60;

/** Half an hour earlier or later, round the clock. */
function moved(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const at = (hour * 60 + minute + minutes + DAY) % DAY;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

/** Hours in which mail and Alipay keep still; what comes meanwhile goes out when they end. */
export function QuietHours({
  quiet,
  onChange,
}: {
  quiet: NoticePreferences['quiet'];
  onChange: (quiet: NoticePreferences['quiet']) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <View className="line-row">
        <View className="grow">
          <View>{t('prefs.quiet')}</View>
          <View className="t12 ink-3">{t('prefs.quietAbout')}</View>
        </View>
        <Toggle
          id="quiet"
          on={quiet !== null}
          label={t('prefs.quiet')}
          onPress={() => onChange(quiet === null ? USUAL : null)}
        />
      </View>
      {quiet === null
        ? null
        : (['from', 'to'] as const).map((end) => (
            <View key={end} className="quiet-row">
              <View className="grow">{t(`prefs.quiet.${end}`)}</View>
              <Stepper
                value={quiet[end]}
                lessLabel={t('prefs.earlier')}
                moreLabel={t('prefs.later')}
                onLess={() => onChange({ ...quiet, [end]: moved(quiet[end], -STEP) })}
                onMore={() => onChange({ ...quiet, [end]: moved(quiet[end], STEP) })}
              />
            </View>
          ))}
    </>
  );
}
