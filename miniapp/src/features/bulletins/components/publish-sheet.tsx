import { View } from '@tarojs/components';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { useIntention } from '../../bookings/use-bookings';
import { publishBulletin } from '../api';
import type { Bulletin } from '../api';
import { useBulletinAction } from '../use-bulletins';
import { periodText } from '../words';

/** Says whom the bulletin names before it is frozen. */
export function PublishSheet({ bulletin, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const { t, language } = useWords();
  const { asked, id, named, period, region, sha256 } = bulletin;
  const intention = useIntention();
  const publish = useBulletinAction(async (seen: string) => {
    const done = await publishBulletin(id, seen, intention.keyFor({ id, seen }));
    intention.done();
    return done;
  });
  const handleSend = () =>
    publish.mutate(sha256, {
      onSuccess: () => {
        showToast(t('bulletin.publishedToast'));
        onClose();
      },
    });
  return (
    <Sheet
      title={t('bulletin.publishTitle', {
        region: region.name,
        period: periodText(period.key, language, t),
      })}
      onClose={onClose}
      foot={
        <SheetFoot
          id="publish-send"
          busy={publish.isPending}
          busyText={t('bulletin.publishing')}
          onBack={onClose}
          onSend={handleSend}
        >
          {t('bulletin.publishSend', { units: named.units })}
        </SheetFoot>
      }
    >
      <View className="column gap12">
        <View className="b">{t('bulletin.publishNames', { ...named, asked })}</View>
        <View className="ink-2">{t('bulletin.publishFrozen')}</View>
      </View>
      {publish.error ? <Failure error={publish.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
