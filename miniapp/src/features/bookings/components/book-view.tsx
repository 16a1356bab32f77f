import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../components/icon';
import { PageFrame } from '../../../components/page-frame';
import { Failure, QueryView } from '../../../components/states';
import { formatClockRange, formatDate, formatLength } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { useLive } from '../../../lib/live';
import { isProblem } from '../../../lib/problem-error';
import { goTo, replaceWith } from '../../../lib/routes';
import { useSignedIn } from '../../../lib/session';
import { MINUTE, startOfDay, toInstant } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import { openingWords } from '../../instruments/rules-in-words';
import { holdSlot } from '../api';
import type { Wish } from '../api';
import { changeDraft } from '../draft';
import { slotRows, tapSlot } from '../slot-grid';
import type { Range } from '../slot-grid';
import { useBookingAction, useIntention } from '../use-bookings';
import { useWish } from '../use-wish';
import { BookForm } from './book-form';
import { BrokenRules } from './broken-rules';
import { DayStrip } from './day-strip';
import { HoldBar } from './hold-bar';
import { SlotGridView } from './slot-grid-view';

function scrollToBroken() {
  if (process.env.TARO_ENV === 'h5')
    document.getElementById('broken')?.scrollIntoView({ block: 'center' });
}

/** Choosing a time by form: days, slots, length, price, refusals with their way out, and the hold. */
export function BookView({ instrument }: { instrument: Instrument }) {
  const { t, language, reader } = useWords();
  const wish = useWish(instrument);
  const isSignedIn = useSignedIn();
  const liveState = useLive((live) => live.state);
  const intention = useIntention();
  const [pickedDay, setPickedDay] = useState<number | null>(null);
  const { draft, calendar, quote } = wish;
  const { chosen } = draft;
  const hold = useBookingAction((body: Wish & { purpose: string }) =>
    holdSlot(body, intention.keyFor(body)),
  );

  const zone = instrument.rules.timeZone;
  const day = pickedDay ?? (chosen ? startOfDay(chosen.startsAt, zone) : wish.firstDay);
  const rows =
    calendar && day !== null
      ? slotRows(calendar, day, {
          chosen,
          maxMinutes: instrument.rules.maxMinutes,
          offPeak: instrument.prices?.offPeak ?? [],
        })
      : [];
  const setChosen = (range: Range) => {
    hold.reset();
    changeDraft(instrument.id, { chosen: range });
    setPickedDay(startOfDay(range.startsAt, zone));
  };
  const handleHold = () => {
    if (!wish.wish) return;
    hold.mutate(
      { ...wish.wish, purpose: draft.purpose.trim() },
      {
        onSuccess: (booking) => {
          intention.done();
          changeDraft(instrument.id, { chosen: null });
          replaceWith('checkout', { id: booking.id });
        },
      },
    );
  };

  const lostRace = wish.isTaken || isProblem(hold.error, 'booking.slot_taken');
  const refused = hold.error && !lostRace ? hold.error : null;
  const brokenLines =
    chosen && !quote.isPlaceholderData
      ? (quote.data?.broken.map((rule) => rule.message) ?? [])
      : [];
  const state = !chosen
    ? 'nothing'
    : !isSignedIn
      ? 'guest'
      : lostRace
        ? 'taken'
        : brokenLines.length
          ? 'broken'
          : quote.data && !quote.isPlaceholderData
            ? 'ready'
            : 'counting';
  const takenWords =
    lostRace && chosen
      ? t('book.taken', { time: formatClockRange(chosen.startsAt, chosen.endsAt, language, zone) })
      : null;
  const nearest = wish.wayOut
    ? [
        {
          startsAt: toInstant(wish.wayOut.startsAt),
          endsAt: toInstant(wish.wayOut.endsAt),
          totalFen: -1,
        },
      ]
    : (quote.data?.nearest ?? []);

  return (
    <PageFrame
      title={t('page.book')}
      under="home"
      narrow
      bottom={
        <HoldBar
          totalFen={chosen && quote.data ? quote.data.totalFen : null}
          broken={takenWords ?? brokenLines[0] ?? null}
          state={state}
          isHolding={hold.isPending}
          onHold={handleHold}
          onSignIn={() => goTo('signIn')}
          onShowBroken={scrollToBroken}
        />
      }
    >
      <View className="row row-top between gap12 book-head">
        <View className="grow">
          <View className="t16 b">{`${instrument.name} ${instrument.model}`}</View>
          <View className="t12 ink-3">
            {spaced(instrument.unit.name, t(`service.${wish.service}`))}
          </View>
        </View>
        <View className="row gap4 t12 ink-2 fixed">
          <Icon name={liveState === 'open' ? 'desk' : 'warning'} size="s" />
          <Text id="live-state">{t(`live.${liveState}`)}</Text>
        </View>
      </View>
      <QueryView query={wish.calendarQuery}>
        {() =>
          calendar && day !== null ? (
            <>
              <DayStrip calendar={calendar} days={wish.days} day={day} onPick={setPickedDay} />
              <View className="section section-first">
                <View className="section-head">
                  <View className="section-title">
                    {formatDate(day, { ...reader, timeZone: zone })}
                  </View>
                  <Text className="t12 ink-3">
                    {t('book.grid', { length: formatLength(calendar.gridMs / MINUTE, language) })}
                  </Text>
                </View>
                {rows.length ? (
                  <SlotGridView
                    key={day}
                    rows={rows}
                    timeZone={zone}
                    onTap={(slot) =>
                      setChosen(
                        tapSlot(calendar, chosen, slot, instrument.rules.minMinutes * MINUTE),
                      )
                    }
                  />
                ) : (
                  <View className="ink-3 rule-line">
                    {t('book.closedDay', {
                      hours: openingWords(instrument.rules.openingHours, language),
                    })}
                  </View>
                )}
              </View>
              {lostRace || brokenLines.length ? (
                <View id="broken" className="list-gap">
                  <BrokenRules
                    title={takenWords ?? brokenLines[0] ?? ''}
                    lines={takenWords ? [] : brokenLines.slice(1)}
                    nearest={nearest}
                    timeZone={zone}
                    onPick={setChosen}
                  />
                </View>
              ) : null}
              {refused ? <Failure error={refused} onRetry={handleHold} /> : null}
              <BookForm instrument={instrument} wish={wish} />
            </>
          ) : null
        }
      </QueryView>
    </PageFrame>
  );
}
