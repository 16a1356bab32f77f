import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { countCharacters } from '@dayi/shared/characters';
import { formatLastDay, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan } from '../../../lib/money-input';
import { useIntention } from '../../bookings/use-bookings';
import { applyForVoucher } from '../api';
import type { Programme } from '../api';
import { useApplicationAction } from '../use-vouchers';

const MOST_CHARACTERS = 500;

/** What was typed; it outlives the sheet, so that closing it loses nothing. */
export interface Draft {
  companyId: string;
  amount: string;
  purpose: string;
  serviceKind: 'time' | 'sample';
}

interface ApplySheetProps {
  programme: Programme;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onSent: () => void;
  onClose: () => void;
}

/** The programme's rules in plain words. */
function Terms({ programme }: { programme: Programme }) {
  const { t, reader } = useWords();
  const sums = { share: programme.sharePercent, full: formatMoney(programme.fullUpToFen) };
  const terms = [
    t(programme.fullUpToFen ? 'apply.rule.full' : 'apply.rule.share', sums),
    t('apply.rule.caps', {
      one: formatMoney(programme.capPerApplicationFen),
      year: formatMoney(programme.capPerCompanyYearFen),
    }),
    t('apply.rule.until', { date: formatLastDay(Date.parse(programme.validUntil), reader) }),
    t('apply.rule.eligible', { region: programme.regionName }),
    t('apply.rule.services', {
      services: programme.serviceKinds.map((kind) => t(`apply.service.${kind}`)).join(' / '),
    }),
  ];
  return (
    <View className="column gap4 ink-2 rule-line">
      {terms.map((term) => (
        <Text key={term}>{term}</Text>
      ))}
    </View>
  );
}

function useAmount(programme: Programme, draft: Draft) {
  const { t } = useWords();
  const company = programme.applicants.find(({ id }) => id === draft.companyId);
  const leftFen = company?.yearLeftFen ?? 0;
  const mostFen = Math.min(leftFen, programme.capPerApplicationFen);
  const fen = parseYuan(draft.amount);
  const isBad = draft.amount.trim() !== '' && (fen === null || fen === 0);
  const isOver = fen !== null && fen > mostFen;
  const most = formatMoney(mostFen);
  return {
    fen: isBad || isOver || !fen ? null : fen,
    error: isBad ? t('apply.amountBad') : isOver ? t('apply.amountOver', { most }) : null,
    note: t('apply.amountNote', { left: formatMoney(leftFen), most }),
  };
}

export function ApplySheet({ programme, draft, onDraft, onSent, onClose }: ApplySheetProps) {
  const { t } = useWords();
  const intention = useIntention();
  const send = useApplicationAction(({ fen, ...said }: Draft & { fen: number }) => {
    const body = {
      programmeId: programme.id,
      companyId: said.companyId,
      amountFen: fen,
      purpose: said.purpose,
      serviceKind: said.serviceKind,
    };
    return applyForVoucher(body, intention.keyFor(body));
  });
  const amount = useAmount(programme, draft);
  const length = countCharacters(draft.purpose.trim());
  const isReady = amount.fen !== null && length > 0 && length <= MOST_CHARACTERS;
  const handleSend = () => {
    if (amount.fen === null) return;
    send.mutate(
      { ...draft, fen: amount.fen },
      {
        onSuccess: () => {
          intention.done();
          showToast(t('apply.sent'));
          onSent();
        },
      },
    );
  };
  return (
    <Sheet
      title={t('apply.title', { programme: programme.name })}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          block
          id="apply-send"
          disabled={!isReady}
          busy={send.isPending}
          busyText={t('action.sending')}
          onPress={handleSend}
        >
          {isReady ? t('apply.send') : t('apply.first')}
        </Button>
      }
    >
      <Terms programme={programme} />
      <View className="column gap12">
        {programme.applicants.length > 1 ? (
          <View>
            <View className="field-label">{t('apply.company')}</View>
            <Segments
              label={t('apply.company')}
              options={programme.applicants.map(({ id, name }) => ({ value: id, name }))}
              value={draft.companyId}
              onPick={(companyId) => onDraft({ ...draft, companyId })}
            />
          </View>
        ) : null}
        <Field
          id="apply-amount"
          label={t('apply.amount')}
          value={draft.amount}
          max={14}
          error={amount.error}
          note={amount.note}
          onChange={(value) => onDraft({ ...draft, amount: value })}
        />
        {programme.serviceKinds.length > 1 ? (
          <View>
            <View className="field-label">{t('apply.service')}</View>
            <Segments
              label={t('apply.service')}
              options={programme.serviceKinds.map((value) => ({
                value,
                name: t(`apply.service.${value}`),
              }))}
              value={draft.serviceKind}
              onPick={(serviceKind) => onDraft({ ...draft, serviceKind })}
            />
          </View>
        ) : null}
        <Field
          id="apply-purpose"
          label={t('apply.purpose')}
          hint={t('apply.purposeHint')}
          value={draft.purpose}
          max={MOST_CHARACTERS}
          count={countCharacters}
          rows
          onChange={(purpose) => onDraft({ ...draft, purpose })}
        />
      </View>
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
