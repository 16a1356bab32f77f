import { useState } from 'react';
import { QueryView } from '../../../components/states';
import { formatClockRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { isProblem } from '../../../lib/problem-error';
import { goTo, replaceWith } from '../../../lib/routes';
import { useSignedIn } from '../../../lib/session';
import { startOfDay, toInstant } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import { holdSlot } from '../api';
import type { Wish } from '../api';
import { changeDraft } from '../draft';
import type { Range } from '../slot-grid';
import { useBookingAction, useIntention } from '../use-bookings';
import { useWish } from '../use-wish';
import { BookForm } from './book-form';
import { BookHead, CalendarPart } from './calendar-part';
import { FormFrame } from './form-frame';
import { HoldBar } from './hold-bar';

/** Rules that no other time would mend. */
const notOfTime = new Set([
  'booking.user_kind_refused',
  'booking.not_bookable',
  'booking.kind_refused',
  'booking.no_price',
  'booking.charge_to_refused',
]);

function whyBroken(codes: string[]): 'barred' | 'holds' | 'limit' | 'broken' {
  if (codes.some((code) => notOfTime.has(code))) return 'barred';
  if (codes.includes('booking.too_many_holds')) return 'holds';
  return codes.includes('booking.member_limit') ? 'limit' : 'broken';
}

function scrollToBroken() {
  if (process.env.TARO_ENV === 'h5') {
    document.getElementById('broken')?.scrollIntoView({ block: 'center' });
  }
}

/** Choosing a time by form: days, slots, length, price, refusals with their way out, and the hold. */
export function BookView({ instrument }: { instrument: Instrument }) {
  const { t, language } = useWords();
  const wish = useWish(instrument);
  const isSignedIn = useSignedIn();
  const intention = useIntention();
  const [pickedDay, setPickedDay] = useState<number | null>(null);
  const { draft, calendar, quote } = wish;
  const { chosen } = draft;
  const hold = useBookingAction((body: Wish & { purpose: string }) =>
    holdSlot(body, intention.keyFor(body)),
  );

  const zone = instrument.rules.timeZone;
  const day = pickedDay ?? (chosen ? startOfDay(chosen.startsAt, zone) : wish.firstDay);
  const setChosen = (range: Range) => {
    hold.reset();
    changeDraft(instrument.id, { chosen: range });
    setPickedDay(startOfDay(range.startsAt, zone));
  };
  const handleHold = () => {
    if (!wish.wish) return;
    const body = { ...wish.wish, purpose: draft.purpose.trim() };
    hold.mutate(body, {
      onSuccess: (booking) => {
        intention.done();
        changeDraft(instrument.id, { chosen: null });
        replaceWith('checkout', { id: booking.id });
      },
    });
  };

  // Whether an unanswered hold was made is known to the server alone: the same key asks it again.
  const isUnknown = isProblem(hold.error, 'network.away');
  const lostRace =
    !hold.isSuccess && !isUnknown && (wish.isTaken || isProblem(hold.error, 'booking.slot_taken'));
  const refused = hold.error && !lostRace ? hold.error : null;
  const isPriced = quote.data !== undefined && !quote.isPlaceholderData;
  const brokenLines = chosen && isPriced ? quote.data.broken.map((rule) => rule.message) : [];
  const stateOf = () => {
    if (!chosen) return 'nothing';
    if (!isSignedIn) return 'guest';
    if (isUnknown) return 'ready';
    if (lostRace) return 'taken';
    if (brokenLines.length) return whyBroken(quote.data?.broken.map((rule) => rule.code) ?? []);
    return isPriced ? 'ready' : 'counting';
  };
  const takenWords =
    lostRace && chosen
      ? t('book.taken', { time: formatClockRange(chosen.startsAt, chosen.endsAt, language, zone) })
      : null;
  const { wayOut } = wish;
  const nearest = wayOut
    ? [
        {
          startsAt: toInstant(wayOut.startsAt),
          endsAt: toInstant(wayOut.endsAt),
          totalFen: null,
        },
      ]
    : (quote.data?.nearest ?? []);

  const bar = (
    <HoldBar
      totalFen={chosen && quote.data ? quote.data.totalFen : null}
      broken={takenWords ?? brokenLines[0] ?? null}
      state={stateOf()}
      isHolding={hold.isPending}
      onHold={handleHold}
      onSignIn={() => goTo('signIn')}
      onShowBroken={scrollToBroken}
    />
  );
  return (
    <FormFrame
      title={t('page.book')}
      under="home"
      broken={takenWords ? [takenWords] : brokenLines}
      nearest={nearest}
      timeZone={zone}
      error={refused}
      bar={bar}
      terms={<BookForm instrument={instrument} wish={wish} />}
      onPick={setChosen}
      onRetry={handleHold}
    >
      {(below) => (
        <>
          <BookHead instrument={instrument} service={wish.service} />
          <QueryView query={wish.calendarQuery}>
            {() =>
              calendar && day !== null ? (
                <>
                  <CalendarPart
                    instrument={instrument}
                    calendar={calendar}
                    days={wish.days}
                    day={day}
                    chosen={chosen}
                    onDay={setPickedDay}
                    onChoose={setChosen}
                  />
                  {below}
                </>
              ) : null
            }
          </QueryView>
        </>
      )}
    </FormFrame>
  );
}
