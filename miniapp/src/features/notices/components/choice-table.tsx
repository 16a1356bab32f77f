import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { useWords } from '../../../lib/i18n';
import type { Channel, NoticeGroup, NoticePreferences } from '../api';

const groups: NoticeGroup[] = ['work', 'bookings', 'results', 'money', 'reviews', 'searches'];
const channels: Channel[] = ['app', 'email', 'alipay'];

interface ChoiceTableProps {
  preferences: NoticePreferences;
  onChange: (choices: NoticePreferences['choices']) => void;
}

/** Group by channel; what the app always shows is ticked, not switched. */
export function ChoiceTable({ preferences, onChange }: ChoiceTableProps) {
  const { t } = useWords();
  const { choices, alwaysInApp } = preferences;
  const shown = channels.filter(
    (channel) => channel === 'app' || preferences.channels[channel].isOpen,
  );
  return (
    <>
      <View className="row gap12 t12 ink-3">
        <Text className="grow">{t('prefs.kind')}</Text>
        {shown.map((channel) => (
          <View key={channel} className="choice-cell">
            <Text>{t(`prefs.channel.${channel}`)}</Text>
          </View>
        ))}
      </View>
      {groups.map((group) => (
        <View key={group} className="line-row choice-row">
          <View className="grow">
            <View>{t(`notices.filter.${group}`)}</View>
            <View className="t12 ink-3">{t(`prefs.about.${group}`)}</View>
          </View>
          {shown.map((channel) => {
            const isOn = choices[group][channel];
            const label = `${t(`notices.filter.${group}`)} ${t(`prefs.channel.${channel}`)}`;
            return (
              <View key={channel} className="choice-cell">
                {channel === 'app' && alwaysInApp.includes(group) ? (
                  <>
                    <Icon name="check" className="ink-3" />
                    <View className="hidden-words">{t('prefs.always')}</View>
                  </>
                ) : (
                  <Toggle
                    id={`choice-${group}-${channel}`}
                    on={isOn}
                    label={label}
                    onPress={() =>
                      onChange({ ...choices, [group]: { ...choices[group], [channel]: !isOn } })
                    }
                  />
                )}
              </View>
            );
          })}
        </View>
      ))}
    </>
  );
}
