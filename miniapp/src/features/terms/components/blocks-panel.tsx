import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { DateField } from '../../../components/date-field';
import { Field } from '../../../components/field';
import { Section } from '../../../components/marks';
import { Failure, QueryView } from '../../../components/states';
import { TimeField } from '../../../components/time-field';
import { showToast } from '../../../components/toast';
import { now } from '../../../lib/clock';
import { formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { DAY, localDate } from '../../../lib/wall-clock';
import { useBookingList, useIntention } from '../../bookings/use-bookings';
import { createBlock, liftBlock } from '../api';
import type { Block, NewBlock } from '../api';
import { instantOf } from '../local-instant';
import { useBlocks, useTermsAction } from '../use-terms';
import { SteppedRow } from './stepped-row';

interface PanelProps {
  id: string;
  timeZone: string;
}

const SHOWN_HIT = 5;

/** The bookings that an outage would cancel, before it does. */
function HitBookings({ id, from, to, timeZone }: PanelProps & { from: string; to: string }) {
  const { t, reader } = useWords();
  const query = useBookingList({
    role: 'crew',
    instrumentId: id,
    from,
    to,
    group: 'running',
    sort: 'soonest',
  });
  const asked = useBookingList({
    role: 'crew',
    instrumentId: id,
    from,
    to,
    state: 'requested',
    sort: 'soonest',
  });
  const hit = [...(query.data?.pages ?? []), ...(asked.data?.pages ?? [])]
    .flatMap((page) => page.items)
    .filter(({ state }) => state === 'confirmed' || state === 'requested');
  if (!query.data || !asked.data) return null;
  if (!hit.length) return <View className="ink-2 rule-line">{t('block.hitsNone')}</View>;
  return (
    <>
      <View className="warn b rule-line">{t('block.hits', { count: hit.length })}</View>
      {hit.slice(0, SHOWN_HIT).map((booking) => (
        <View key={booking.id} className="line-row">
          <Text className="grow">
            {formatRange(Date.parse(booking.startsAt ?? ''), Date.parse(booking.endsAt ?? ''), {
              ...reader,
              timeZone,
            })}
          </Text>
          <Text>{booking.owner.name}</Text>
        </View>
      ))}
    </>
  );
}

function BlockForm({ id, timeZone }: PanelProps) {
  const { t } = useWords();
  const tomorrow = localDate(now() + DAY, timeZone);
  const fresh = {
    kind: 'outage' as Block['kind'],
    day: tomorrow,
    from: '08:30',
    to: '17:30',
    weeks: 1,
    reason: '',
  };
  const [draft, setDraft] = useState(fresh);
  const change = (part: Partial<typeof fresh>) => setDraft((before) => ({ ...before, ...part }));
  const startsAt = instantOf(draft.day, draft.from, timeZone);
  const endsAt = instantOf(draft.day, draft.to, timeZone);
  const intention = useIntention();
  const save = useTermsAction((body: NewBlock) => createBlock(id, body, intention.keyFor(body)));
  const isOrdered = startsAt !== null && endsAt !== null && startsAt < endsAt;
  const handleSave = () => {
    if (!isOrdered) return;
    const { kind, weeks, reason } = draft;
    save.mutate(
      { kind, weeks, reason: reason.trim(), startsAt, endsAt },
      {
        onSuccess: ({ cancelled }) => {
          intention.done();
          setDraft(fresh);
          showToast(t('block.done', { count: cancelled }));
        },
      },
    );
  };
  const words = !isOrdered
    ? t('block.order')
    : draft.reason.trim()
      ? t(`block.do.${draft.kind}`)
      : t('reason.first');
  return (
    <Section first title={t('block.new')}>
      <Segments
        label={t('block.new')}
        options={(['outage', 'crew_time'] as const).map((value) => ({
          value,
          name: t(`block.${value}`),
        }))}
        value={draft.kind}
        onPick={(kind) => change({ kind })}
      />
      <View className="ink-3 t12 rule-line">{t(`block.about.${draft.kind}`)}</View>
      <View className="line-row">
        <Text className="grow">{t('block.day')}</Text>
        <DateField
          id="block-day"
          label={t('block.day')}
          value={draft.day}
          min={localDate(now(), timeZone)}
          onChange={(day) => change({ day })}
        />
      </View>
      <View className="line-row">
        <Text className="grow">{t('block.span')}</Text>
        <TimeField
          id="block-from"
          label={t('block.from')}
          value={draft.from}
          onChange={(from) => change({ from })}
        />
        <Text>–</Text>
        <TimeField
          id="block-to"
          isEnd
          label={t('block.to')}
          value={draft.to}
          onChange={(to) => change({ to })}
        />
      </View>
      <SteppedRow
        label={t('block.weekly')}
        value={draft.weeks}
        step={1}
        least={1}
        most={52}
        words={(count) => (count === 1 ? t('block.once') : t('block.weeks', { count }))}
        onChange={(weeks) => change({ weeks })}
      />
      <Field
        id="block-reason"
        label={t('desk.rejectLabel')}
        hint={t('block.reasonHint')}
        value={draft.reason}
        max={500}
        onChange={(reason) => change({ reason })}
      />
      {draft.kind === 'outage' && isOrdered ? (
        <HitBookings id={id} timeZone={timeZone} from={startsAt} to={endsAt} />
      ) : null}
      {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
      <View className="row space-over">
        <Button
          id="block-save"
          kind="primary"
          block
          disabled={!isOrdered || !draft.reason.trim()}
          busy={save.isPending}
          busyText={t('terms.saving')}
          onPress={handleSave}
        >
          {words}
        </Button>
      </View>
    </Section>
  );
}

/** One row per series: its first time to come, and how often it comes. */
function seriesOf(blocks: Block[]): { first: Block; times: number }[] {
  const bySeries = new Map<string, Block[]>();
  for (const block of blocks) {
    bySeries.set(block.seriesId, [...(bySeries.get(block.seriesId) ?? []), block]);
  }
  return [...bySeries.values()].flatMap((series) => {
    const [first] = [...series].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    return first ? [{ first, times: new Set(series.map((one) => one.startsAt)).size }] : [];
  });
}

/** Outages and the crew's own time: what is to come, and a new one. */
export function BlocksPanel({ id, timeZone }: PanelProps) {
  const { t, reader } = useWords();
  const query = useBlocks(id);
  const lift = useTermsAction((seriesId: string) => liftBlock(seriesId));
  return (
    <>
      <BlockForm id={id} timeZone={timeZone} />
      <Section title={t('block.ahead')}>
        <QueryView query={query}>
          {({ items }) => (
            <>
              {seriesOf(items).map(({ first, times }) => (
                <View key={first.seriesId} className="line-row">
                  <View className="grow">
                    <View className="b">
                      {formatRange(Date.parse(first.startsAt), Date.parse(first.endsAt), {
                        ...reader,
                        timeZone,
                      })}
                    </View>
                    <View className="t12 ink-3 wrap">
                      {[
                        t(`block.${first.kind}`),
                        ...(times > 1 ? [t('block.weeks', { count: times })] : []),
                        first.reason,
                      ].join(' · ')}
                    </View>
                  </View>
                  <Button
                    id={`lift-${first.seriesId}`}
                    busy={lift.isPending && lift.variables === first.seriesId}
                    busyText={t('action.sending')}
                    onPress={() => lift.mutate(first.seriesId)}
                  >
                    {t('block.lift')}
                  </Button>
                </View>
              ))}
              {items.length ? null : <View className="ink-3">{t('block.none')}</View>}
            </>
          )}
        </QueryView>
        {lift.error ? <Failure error={lift.error} /> : null}
      </Section>
    </>
  );
}
