import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatTime, formatWait } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { alarmText } from '../alarm-words';
import type { AlarmStep, RunAlarm } from '../api';
import { useAlarmStep } from '../use-run-board';

interface AlarmCardProps {
  alarm: RunAlarm;
  /** How many more there are, said where they are hidden. */
  more?: { count: number; onPress: () => void };
}

/** Something somebody must see to, with who does. */
export function AlarmCard({ alarm, more }: AlarmCardProps) {
  const { t, language, reader } = useWords();
  const step = useAlarmStep();
  const wordsOf = useErrorWords();
  const { id, name, model } = alarm.instrument;
  const began = Date.parse(alarm.beganAt);
  const take = (wish: AlarmStep) => () =>
    step.mutate(
      { id: alarm.id, step: wish },
      {
        onSuccess: () => showToast(t(`alarm.done.${wish}`)),
        onError: (error) => showToast(wordsOf(error).title, 'failed'),
      },
    );
  const isAlarm = alarm.severity === 'alarm';
  return (
    <View className={classes('card alarm-card', isAlarm ? 'notice-alarm' : 'notice-warn')}>
      <View className="row row-top gap12">
        <Icon name="warning" size="l" className={isAlarm ? 'alarm' : 'warn'} />
        <Press className="grow" role="link" onPress={() => goTo('run', { id })}>
          <View className="row row-base between gap8">
            <Text className="t16 b">
              {t(`alarm.title.${alarm.kind}`, {
                name: `${name} ${model}`,
                length: formatWait(reader.now - began, language),
              })}
            </Text>
            <Text className="ink-2 fixed">{formatTime(began)}</Text>
          </View>
          <View className="ink-2 wrap">{alarmText(alarm, t, language)}</View>
          {alarm.takenBy ? (
            <View className="t12 ink-2">{t('alarm.takenBy', { name: alarm.takenBy })}</View>
          ) : null}
        </Press>
      </View>
      <View className="row row-wrap gap8">
        {alarm.may.includes('take') ? (
          <Button
            kind={isAlarm ? 'primary' : 'outline'}
            block
            busy={step.isPending}
            busyText={t('alarm.taking')}
            onPress={take('take')}
          >
            {t('alarm.take')}
          </Button>
        ) : null}
        {alarm.may.includes('pass') ? (
          <Button block busy={step.isPending} onPress={take('pass')}>
            {t('alarm.pass')}
          </Button>
        ) : null}
        {alarm.may.includes('close') && alarm.takenBy !== null ? (
          <Button block busy={step.isPending} onPress={take('close')}>
            {t('alarm.close')}
          </Button>
        ) : null}
      </View>
      {more ? (
        <View className="row">
          <Button kind="text" onPress={more.onPress}>
            {t('alarm.more', { count: more.count })}
          </Button>
        </View>
      ) : null}
    </View>
  );
}
