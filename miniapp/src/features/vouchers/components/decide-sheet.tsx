import { View } from '@tarojs/components';
import { useState } from 'react';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { countCharacters } from '@dayi/shared/characters';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan } from '../../../lib/money-input';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useIntention } from '../../bookings/use-bookings';
import { decideApplication } from '../api';
import type { Application } from '../api';
import { useApplicationAction } from '../use-vouchers';

interface DecideProps {
  application: Application;
  onClose: () => void;
}

const MOST_CHARACTERS = 500;

function useDecide(application: Application) {
  const intention = useIntention();
  return useApplicationAction(async (body: Parameters<typeof decideApplication>[1]) => {
    const answer = await decideApplication(application.id, body, intention.keyFor(body));
    intention.done();
    return answer;
  });
}

/** Grants what was asked for, or less. */
export function ApproveSheet({ application, onClose }: DecideProps) {
  const { t } = useWords();
  const { askedFen, programme, yearGrantedFen } = application;
  const leftFen = Math.max(0, programme.capPerCompanyYearFen - yearGrantedFen);
  const mostFen = Math.min(askedFen, leftFen);
  const [amount, setAmount] = useState(String(mostFen / 100));
  const [reason, setReason] = useState('');
  const decide = useDecide(application);
  const fen = parseYuan(amount);
  const isOver = fen !== null && fen > mostFen;
  const isBad = fen === null || fen === 0;
  const error = isBad
    ? t('apply.amountBad')
    : isOver
      ? t('apply.amountOver', { most: formatMoney(mostFen) })
      : null;
  const handleSend = () =>
    decide.mutate(
      { decision: 'approve', amountFen: fen ?? 0, reason },
      {
        onSuccess: () => {
          showToast(t('judge.approved'));
          onClose();
        },
      },
    );
  return (
    <Sheet
      title={t('judge.approveTitle')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="approve-send"
          disabled={error !== null || countCharacters(reason) > MOST_CHARACTERS}
          busy={decide.isPending}
          onBack={onClose}
          onSend={handleSend}
        >
          {t('judge.send', { sum: formatMoney(fen ?? 0) })}
        </SheetFoot>
      }
    >
      <View className="column gap12">
        <View className="b">{application.company.name}</View>
        <Field
          id="approve-amount"
          label={t('judge.amount')}
          value={amount}
          max={14}
          error={error}
          note={t('judge.amountNote', {
            asked: formatMoney(askedFen),
            left: formatMoney(leftFen),
          })}
          onChange={setAmount}
        />
        <Field
          id="approve-reason"
          label={t('judge.remark')}
          value={reason}
          max={MOST_CHARACTERS}
          count={countCharacters}
          rows
          onChange={setReason}
        />
      </View>
      {decide.error ? <Failure error={decide.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}

export function RejectSheet({ application, onClose }: DecideProps) {
  const { t } = useWords();
  const decide = useDecide(application);
  return (
    <ReasonSheet
      title={t('judge.reject')}
      text={t('judge.rejectText')}
      label={t('judge.rejectLabel')}
      confirm={t('judge.reject')}
      busyText={t('action.sending')}
      most={MOST_CHARACTERS}
      onSend={async (reason) => {
        await decide.mutateAsync({ decision: 'reject', reason });
        showToast(t('judge.rejected'));
      }}
      onClose={onClose}
    />
  );
}
