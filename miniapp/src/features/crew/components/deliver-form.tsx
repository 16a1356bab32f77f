import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { PageFrame } from '../../../components/page-frame';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatBytes } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { goBack } from '../../../lib/routes';
import { pickFiles, takesSeveral } from '../../../lib/upload';
import type { PickedFile } from '../../../lib/upload';
import type { Booking } from '../../bookings/api';
import { BookedTime, StateTag } from '../../bookings/components/booking-card';
import { useBookingAction } from '../../bookings/use-bookings';
import { releaseResult } from '../../results/api';

/** The crew's delivery: a summary and at least one file, with the upload's progress. */
export function DeliverForm({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [summary, setSummary] = useState('');
  const [files, setFiles] = useState<PickedFile[]>([]);
  const [percent, setPercent] = useState<number | null>(null);
  const deliver = useBookingAction(() =>
    releaseResult({
      bookingId: booking.id,
      summary: summary.trim(),
      files,
      onProgress: setPercent,
    }),
  );
  const handlePick = async () => {
    const picked = await pickFiles().catch(() => []);
    if (picked.length) setFiles((kept) => (takesSeveral ? [...kept, ...picked] : picked));
  };
  const handleDeliver = () =>
    deliver.mutate(undefined, {
      onSuccess: () => {
        showToast(t('deliver.done'));
        goBack();
      },
      onSettled: () => setPercent(null),
    });
  const isEmpty = files.length === 0;
  return (
    <PageFrame
      title={t('page.deliver')}
      under="desk"
      narrow
      bottom={
        <View>
          {percent === null ? null : (
            <View
              className="row gap12 t12 hold-broken"
              {...(process.env.TARO_ENV === 'h5'
                ? { role: 'progressbar', 'aria-valuenow': percent }
                : {})}
            >
              <View className="grow score-bar">
                <View className="deliver-fill" style={{ width: `${percent}%` }} />
              </View>
              <Text>{`${percent}%`}</Text>
            </View>
          )}
          <View className="row">
            <Button
              id="deliver"
              kind="primary"
              block
              disabled={isEmpty}
              busy={deliver.isPending}
              busyText={t('deliver.busy')}
              onPress={handleDeliver}
            >
              {isEmpty ? t('deliver.needsFile') : t('deliver.do', { count: files.length })}
            </Button>
          </View>
        </View>
      }
    >
      <Section first>
        <View className="row row-top between gap8">
          <BookedTime booking={booking} />
          <StateTag booking={booking} />
        </View>
        <View className="ink-2">{`${booking.instrument.name} ${booking.instrument.model}`}</View>
        <View className="ink-3 t12">{spaced(booking.owner.name, booking.payer.name)}</View>
      </Section>
      <Section
        title={t('deliver.files')}
        aside={<Text className="t12 ink-3">{t('deliver.filesNote')}</Text>}
      >
        {files.map((file, index) => (
          <View key={`${file.name}-${index}`} className="line-row">
            <Icon name="file" className="ink-3" />
            <Text className="grow wrap">{file.name}</Text>
            <Text className="t12 ink-3">{formatBytes(file.sizeBytes)}</Text>
            <Press
              className="icon-button"
              label={t('deliver.takeOff', { name: file.name })}
              onPress={() => setFiles(files.filter((_, at) => at !== index))}
            >
              <Icon name="close" className="ink-2" />
            </Press>
          </View>
        ))}
        <View className="row space-over">
          <Button id="pick-files" icon="upload" onPress={() => void handlePick()}>
            {t('deliver.pick')}
          </Button>
        </View>
      </Section>
      <Section>
        <Field
          id="summary"
          label={t('deliver.summary')}
          hint={t('deliver.summaryHint')}
          value={summary}
          max={2000}
          rows
          onChange={setSummary}
        />
      </Section>
      {deliver.error ? <Failure error={deliver.error} onRetry={handleDeliver} /> : null}
    </PageFrame>
  );
}
