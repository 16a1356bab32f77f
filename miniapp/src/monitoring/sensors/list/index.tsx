import { View } from '@tarojs/components';
import { useReachBottom, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { PageFrame } from '../../../components/page-frame';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { BindSheet } from '../../../features/sensors/components/bind-sheet';
import { RegisterSheet } from '../../../features/sensors/components/register-sheet';
import { SensorRow } from '../../../features/sensors/components/sensor-row';
import { useSensors } from '../../../features/sensors/use-sensors';
import { useWords } from '../../../lib/i18n';

export default function SensorsPage() {
  const { t } = useWords();
  const unitId = useRouter().params['unitId'] ?? '';
  const [open, setOpen] = useState<'bind' | 'register' | null>(null);
  const query = useSensors(unitId);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  const close = () => setOpen(null);
  return (
    <PageFrame title={t('page.sensors')} under="desk" narrow>
      <View className="section section-first">
        <View className="row row-wrap gap8">
          <Button id="bind-sensor" kind="primary" onPress={() => setOpen('bind')}>
            {t('sensor.bind')}
          </Button>
          <Button id="register-sensor" onPress={() => setOpen('register')}>
            {t('sensor.register')}
          </Button>
        </View>
      </View>
      <QueryView query={query}>
        {() =>
          items.length ? (
            <>
              <View className="section">
                {items.map((sensor) => (
                  <SensorRow key={sensor.id} sensor={sensor} />
                ))}
              </View>
              <ListEnd
                shown={items.length}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            </>
          ) : (
            <Empty icon="desk" title={t('sensor.none')} text={t('sensor.noneHelp')} />
          )
        }
      </QueryView>
      {open === 'bind' ? <BindSheet onClose={close} /> : null}
      {open === 'register' ? <RegisterSheet unitId={unitId} onClose={close} /> : null}
    </PageFrame>
  );
}
