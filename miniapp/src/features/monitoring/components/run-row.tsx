import { Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { formatQuantity } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { instrumentName } from '../../instruments/instrument-name';
import { alarmCell, alarmLine } from '../alarm-words';
import type { BoardItem } from '../api';
import { formatAmperes } from '../curve';
import type { Span } from '../ribbon';
import { Ribbon } from './ribbon';
import { StateNow } from './state-now';

interface RunRowProps {
  item: BoardItem;
  span: Span;
  chosen: boolean;
  onOpen: (id: string) => void;
}

/** An instrument on a phone: who it is, what it draws and does, and the day behind it. */
export function RunRow({ item, span, onOpen }: RunRowProps) {
  const { t, language } = useWords();
  const { instrument, now, alarms } = item;
  const [worst] = alarms;
  return (
    <Press
      id={`run-${instrument.id}`}
      role="link"
      className="run-row"
      onPress={() => onOpen(instrument.id)}
    >
      <View className="row row-top gap8">
        <View className="grow wrap">
          <Text className="t16 b">{instrumentName(instrument, language)}</Text>
          <Text className="ink-2 run-model">{instrument.model}</Text>
        </View>
        <Text className="ink-2 fixed">
          {now.amperes === null ? t('run.noReading') : formatAmperes(now.amperes)}
        </Text>
        <StateNow now={now} />
      </View>
      {worst ? (
        <View className={classes('row gap4', worst.severity === 'alarm' ? 'alarm' : 'warn')}>
          <Icon name="warning" size="s" />
          <Text>{alarmLine(worst, t)}</Text>
        </View>
      ) : null}
      <Ribbon span={span} stretches={item.stretches} bookings={item.bookings} />
    </Press>
  );
}

/** The same as a row of the table at desktop width. */
export function RunTableRow({ item, span, chosen, onOpen }: RunRowProps) {
  const { t, language, reader } = useWords();
  const { instrument, now, alarms } = item;
  const [worst] = alarms;
  return (
    <Press
      id={`run-${instrument.id}`}
      role="link"
      chosen={chosen}
      className={classes('run-line', chosen && 'run-line-chosen')}
      onPress={() => onOpen(instrument.id)}
    >
      <Text className="run-cell-name b wrap">{instrumentName(instrument, language)}</Text>
      <View className="run-cell-state">
        <StateNow now={now} />
      </View>
      <Text className="run-cell-number">
        {now.amperes === null ? t('run.none') : now.amperes.toFixed(2)}
      </Text>
      <View className="grow">
        <Ribbon span={span} stretches={item.stretches} bookings={item.bookings} />
      </View>
      <Text className="run-cell-number">
        {formatQuantity(Math.round(item.onTodaySeconds / 360) / 10)}
      </Text>
      <View className="run-cell-alarm">
        {worst ? (
          <View className={classes('row gap4', worst.severity === 'alarm' ? 'alarm' : 'warn')}>
            <Icon name="warning" size="s" />
            <Text className="wrap">{alarmCell(worst, reader.now, t, language)}</Text>
          </View>
        ) : null}
      </View>
    </Press>
  );
}
