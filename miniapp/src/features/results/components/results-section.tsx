import { LEAST_DISPUTE_CHARACTERS } from '@dayi/shared/characters';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useSession } from '../../../lib/session';
import { DAY } from '../../../lib/wall-clock';
import { acceptResult, disputeResult } from '../../bookings/api';
import type { Booking } from '../../bookings/api';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useBookingAction } from '../../bookings/use-bookings';
import { CheckBar } from './check-bar';
import { DownloadLog } from './download-log';
import { ResolveSheet } from './resolve-sheet';
import { ResultList } from './result-list';

/** When the results count as accepted without a word: 5 天后（11月30日 14:00）自动确认. */
function AutoAccept({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  if (booking.state !== 'completed' || !booking.autoCloseAt) return null;
  const at = Date.parse(booking.autoCloseAt);
  const time = formatMoment(at, { ...reader, timeZone: booking.instrument.timeZone });
  const days = Math.floor((at - reader.now) / DAY);
  return (
    <View className="ink-3 rule-line" id="auto-accept">
      {days > 0 ? t('results.autoAcceptDays', { days, time }) : t('results.autoAccept', { time })}
    </View>
  );
}

/** The owner's word on what was delivered: accepted, or disputed with a reason. */
function OwnerBar({ booking, payButton }: { booking: Booking; payButton: React.ReactNode }) {
  const { t } = useWords();
  const [isDisputing, setDisputing] = useState(false);
  const accept = useBookingAction(() => acceptResult(booking.id));
  const { may } = booking;
  const handleAccept = () =>
    accept.mutate(undefined, { onSuccess: () => showToast(t('results.accepted')) });
  return (
    <>
      {payButton ? <View className="ink-3">{t('results.payFirst')}</View> : null}
      <View className="row gap12 space-over">
        {may.includes('dispute') ? (
          <Button kind="text" id="dispute" onPress={() => setDisputing(true)}>
            {t('next.dispute')}
          </Button>
        ) : null}
        {payButton ?? (
          <Button
            kind="primary"
            block
            id="accept"
            busy={accept.isPending}
            busyText={t('results.accepting')}
            onPress={handleAccept}
          >
            {t('next.accept')}
          </Button>
        )}
      </View>
      {accept.error ? <Failure error={accept.error} onRetry={handleAccept} /> : null}
      {isDisputing ? (
        <ReasonSheet
          title={t('dispute.title')}
          text={t('dispute.text')}
          label={t('dispute.label')}
          confirm={t('dispute.send')}
          busyText={t('action.sending')}
          least={LEAST_DISPUTE_CHARACTERS}
          onSend={(reason) => disputeResult(booking.id, reason)}
          onClose={() => setDisputing(false)}
        />
      ) : null}
    </>
  );
}

interface ResultsSectionProps {
  booking: Booking;
  /** A difference is paid before results can be accepted: one next action at a time. */
  payButton: React.ReactNode;
}

/** Results of a booking with everything that may be done about them, by whoever reads. */
export function ResultsSection({ booking, payButton }: ResultsSectionProps) {
  const { t } = useWords();
  const userId = useSession((state) => state.session?.user.id);
  const isOperator = useSession(
    (state) => state.session?.user.roles.some(({ role }) => role === 'operator') ?? false,
  );
  const [isResolving, setResolving] = useState(false);
  const { may } = booking;
  const isToCheck = may.includes('check_result') || may.includes('release_alone');
  const { timeZone } = booking.instrument;
  // Who may only judge a dispute reads no file; the server says so too.
  const isReader = booking.owner.id === userId || isOperator || may.includes('release_result');
  return (
    <Section id="results" title={t('results.title')}>
      {booking.state === 'disputed' ? (
        <View className="notice-box notice-alarm" id="disputed">
          <View className="grow column gap4">
            <View className="b">{t('results.disputed')}</View>
            {booking.reason ? <View className="wrap">{booking.reason}</View> : null}
          </View>
        </View>
      ) : null}
      <ResultList
        bookingId={booking.id}
        timeZone={timeZone}
        emptyWords={may.includes('accept') ? t('results.noFiles') : t('results.none')}
        isFetchable={isReader}
      />
      <AutoAccept booking={booking} />
      {may.includes('accept') ? <OwnerBar booking={booking} payButton={payButton} /> : null}
      {isToCheck ? <CheckBar booking={booking} /> : null}
      {booking.resultsWaiting && !isToCheck ? (
        <View className="ink-2 rule-line">{t('check.waitsForOther')}</View>
      ) : null}
      {may.includes('release_result') || may.includes('resolve') ? (
        <View className="row row-wrap gap12 space-over">
          {may.includes('release_result') ? (
            <Button id="deliver-more" onPress={() => goTo('deliver', { id: booking.id })}>
              {t(
                booking.resultsCount || booking.resultsWaiting
                  ? 'results.deliverMore'
                  : 'desk.deliver',
              )}
            </Button>
          ) : null}
          {may.includes('resolve') ? (
            <Button kind="primary" id="resolve" onPress={() => setResolving(true)}>
              {t('resolve.title')}
            </Button>
          ) : null}
        </View>
      ) : null}
      {isReader && booking.resultsCount > 0 ? (
        <DownloadLog bookingId={booking.id} timeZone={timeZone} />
      ) : null}
      {isResolving ? <ResolveSheet booking={booking} onClose={() => setResolving(false)} /> : null}
    </Section>
  );
}
