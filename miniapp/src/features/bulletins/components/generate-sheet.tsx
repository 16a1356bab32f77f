import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useIntention } from '../../bookings/use-bookings';
import { generateBulletin } from '../api';
import type { Office } from '../api';
import { useBulletinAction } from '../use-bulletins';
import { periodText } from '../words';

/** Chooses the two months that a draft is made of; what is published stands there and cannot be chosen. */
export function GenerateSheet({ office, onClose }: { office: Office; onClose: () => void }) {
  const { t, language } = useWords();
  const { periods, regionCode, regionName } = office;
  const open = periods.filter(({ state }) => state !== 'published');
  const [period, setPeriod] = useState(open[0]?.key ?? null);
  const intention = useIntention();
  const generate = useBulletinAction(async (key: string) => {
    const body = { period: key, regionCode };
    const made = await generateBulletin(body, intention.keyFor(body));
    intention.done();
    return made;
  });
  const handleSend = () => {
    if (period === null) return;
    generate.mutate(period, {
      onSuccess: ({ id }) => {
        showToast(t('bulletin.generated'));
        onClose();
        goTo('bulletin', { id });
      },
    });
  };
  return (
    <Sheet
      title={`${t('bulletin.generate')} · ${regionName}`}
      onClose={onClose}
      foot={
        <SheetFoot
          id="generate-send"
          disabled={period === null}
          busy={generate.isPending}
          busyText={t('bulletin.generating')}
          onBack={onClose}
          onSend={handleSend}
        >
          {t(period === null ? 'bulletin.noPeriod' : 'bulletin.generateSend')}
        </SheetFoot>
      }
    >
      <View className="field-label">{t('bulletin.generatePeriod')}</View>
      {periods.map(({ key, state }) => (
        <Choice
          key={key}
          id={`period-${key}`}
          chosen={key === period}
          disabled={state === 'published'}
          onPress={() => setPeriod(key)}
        >
          <Text className="grow">{periodText(key, language, t)}</Text>
          {state ? <Text className="t12 ink-3">{t(`bulletin.${state}`)}</Text> : null}
        </Choice>
      ))}
      {generate.error ? <Failure error={generate.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
