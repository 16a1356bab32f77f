import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { PageFrame } from '../../../components/page-frame';
import { Press } from '../../../components/press';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { instrumentName } from '../../../features/instruments/instrument-name';
import { useRunInstruments } from '../../../features/terms/use-terms';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';

export default function RunInstrumentsPage() {
  const { t, language } = useWords();
  const query = useRunInstruments();
  return (
    <PageFrame title={t('page.runInstruments')} under="desk" narrow>
      <QueryView query={query}>
        {({ items }) =>
          items.length ? (
            <>
              <View className="section section-first">
                {items.map((one) => (
                  <Press
                    key={one.id}
                    id={`run-${one.id}`}
                    role="link"
                    className="line-row"
                    onPress={() => goTo('terms', { id: one.id })}
                  >
                    <View className="grow">
                      <View className="b">{`${instrumentName(one, language)} ${one.model}`}</View>
                      <View className="t12 ink-3">{one.room}</View>
                    </View>
                    {one.status === 'open' ? null : (
                      <Text className="t12 warn">{t(`instrument.status.${one.status}`)}</Text>
                    )}
                    <Icon name="right" size="s" className="ink-3" />
                  </Press>
                ))}
              </View>
              <ListEnd shown={items.length} total={items.length} isMore={false} isLoading={false} />
            </>
          ) : (
            <Empty icon="instrument" title={t('terms.noneRun')} text={t('desk.notYoursHelp')} />
          )
        }
      </QueryView>
    </PageFrame>
  );
}
