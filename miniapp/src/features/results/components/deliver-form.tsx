import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Section } from '../../../components/marks';
import { PageFrame } from '../../../components/page-frame';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { goBack } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import { readStored, store } from '../../../lib/storage';
import { pickFiles } from '../../../lib/upload';
import type { Booking } from '../../bookings/api';
import { BookedTime, StateTag } from '../../bookings/components/booking-card';
import { useBookingAction, useIntention } from '../../bookings/use-bookings';
import { releaseResult } from '../api';
import { useUploads } from '../use-uploads';
import { UploadRow } from './upload-row';
import './results.scss';

interface Draft {
  summary: string;
  changes: string;
}

const draftKey = (bookingId: string) => `delivery.${bookingId}`;

/** The crew's delivery: files that go up while the words are written. What was typed outlives the page. */
export function DeliverForm({ booking }: { booking: Booking }) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(
    () => readStored<Draft>(draftKey(booking.id)) ?? { summary: '', changes: '' },
  );
  const uploads = useUploads(booking.id);
  const intention = useIntention();
  const isLater = booking.resultsCount > 0;
  const change = (to: Partial<Draft>) => {
    const next = { ...draft, ...to };
    setDraft(next);
    store(draftKey(booking.id), next);
  };
  const deliver = useBookingAction(() => {
    const body = {
      summary: draft.summary.trim(),
      changes: draft.changes.trim(),
      files: uploads.uploadIds,
    };
    return releaseResult(booking.id, body, intention.keyFor(body));
  });
  const handlePick = async () => uploads.add(await pickFiles().catch(() => []));
  const handleDeliver = () =>
    deliver.mutate(undefined, {
      onSuccess: (answer) => {
        intention.done();
        store(draftKey(booking.id), null);
        showToast(t(answer.booking.resultsWaiting ? 'deliver.toCheck' : 'deliver.done'));
        goBack();
      },
    });
  const count = uploads.items.length;
  return (
    <PageFrame
      title={t(isLater ? 'page.deliverMore' : 'page.deliver')}
      under="desk"
      narrow
      bottom={
        <View className="row">
          <Button
            id="deliver"
            kind="primary"
            block
            disabled={!uploads.isWhole}
            busy={deliver.isPending}
            busyText={t('deliver.busy')}
            onPress={handleDeliver}
          >
            {count === 0
              ? t('deliver.needsFile')
              : uploads.isWhole
                ? t('deliver.do', { count })
                : t('deliver.arriving', { count: uploads.uploadIds.length, all: count })}
          </Button>
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
        {booking.state === 'disputed' && booking.reason ? (
          <View className="notice-box notice-alarm space-over">
            <View className="grow wrap">{t('deliver.answers', { reason: booking.reason })}</View>
          </View>
        ) : null}
      </Section>
      <Section
        title={t('deliver.files')}
        aside={<Text className="t12 ink-3">{t('deliver.filesNote')}</Text>}
      >
        {uploads.items.map((item) => (
          <UploadRow
            key={item.key}
            item={item}
            onPause={() => uploads.pause(item.key)}
            onResume={() => uploads.resume(item.key)}
            onRemove={() => uploads.remove(item.key)}
          />
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
          value={draft.summary}
          max={2000}
          rows
          onChange={(summary) => change({ summary })}
        />
        {isLater ? (
          <Field
            id="changes"
            label={t('deliver.changes')}
            hint={t('deliver.changesHint')}
            value={draft.changes}
            max={500}
            rows
            onChange={(changes) => change({ changes })}
          />
        ) : null}
      </Section>
      {deliver.error ? <Failure error={deliver.error} onRetry={handleDeliver} /> : null}
    </PageFrame>
  );
}
