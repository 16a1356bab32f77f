import { View } from '@tarojs/components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pathOf } from '@dayi/shared/routes/index';
import { Button } from '../../../components/button';
import { Stepper } from '../../../components/choices';
import { Fact, Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Empty, Failure, QueryView, Skeleton } from '../../../components/states';
import { formatMoment, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { canSaveFiles, saveFile } from '../../../lib/save-file';
import { spaced } from '../../../lib/spaced';
import { monthAfter, monthOf, monthText } from '../months';
import type { Month } from '../months';
import { useStatement } from '../use-statement';

type Page = NonNullable<ReturnType<typeof useStatement>['data']>['pages'][number];
type Movement = Page['items'][number];

const signed = (fen: number) => `${fen > 0 ? '+' : '−'}${formatMoney(Math.abs(fen))}`;

function MovementRow({ movement }: { movement: Movement }) {
  const { t, reader } = useWords();
  const { bookingId } = movement;
  const row = (
    <>
      <View className="grow">
        <View>{spaced(t(`statement.kind.${movement.kind}`), movement.instrumentName ?? '')}</View>
        <View className="t12 ink-3">
          {spaced(formatMoment(Date.parse(movement.at), reader), movement.who ?? '')}
        </View>
      </View>
      <View className="amount">
        <View className="b">{signed(movement.amountFen)}</View>
        <View className="t12 ink-3">
          {t('statement.balance', { sum: formatMoney(movement.balanceFen) })}
        </View>
      </View>
    </>
  );
  return bookingId ? (
    <Press role="link" className="line-row" onPress={() => goTo('booking', { id: bookingId })}>
      {row}
    </Press>
  ) : (
    <View className="line-row">{row}</View>
  );
}

/** The month's files, where the platform can keep them. */
function Files({ id, month }: { id: string; month: string }) {
  const { t } = useWords();
  const save = useMutation({
    mutationFn: (kind: 'xlsx' | 'pdf') => {
      const route = kind === 'pdf' ? 'getStatementPdf' : 'getStatementSheet';
      return saveFile({
        path: `${pathOf(route, { id })}?month=${month}`,
        fileName: `dayi-${month}.${kind}`,
      });
    },
  });
  if (!canSaveFiles) return null;
  return (
    <>
      <View className="row gap12 booking-ways">
        {(['xlsx', 'pdf'] as const).map((kind) => (
          <Button
            key={kind}
            id={`save-${kind}`}
            block
            icon="download"
            busy={save.isPending && save.variables === kind}
            busyText={t('statement.saving')}
            onPress={() => save.mutate(kind)}
          >
            {t(kind === 'pdf' ? 'statement.savePdf' : 'statement.saveSheet')}
          </Button>
        ))}
      </View>
      {save.error ? <Failure error={save.error} /> : null}
    </>
  );
}

/** One prepaid account, month by month: what it held, what moved, what it holds. */
export function StatementView({ id }: { id: string }) {
  const { t, reader } = useWords();
  const now = monthOf(reader.now);
  const [month, setMonth] = useState<Month>(now);
  const query = useStatement(id, month);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isLast = monthText(month) === monthText(now);
  return (
    <>
      <Section first>
        <View className="row">
          <Stepper
            value={t('statement.month', month)}
            lessLabel={t('statement.earlier')}
            moreLabel={t('statement.later')}
            onLess={() => setMonth(monthAfter(month, -1))}
            onMore={isLast ? undefined : () => setMonth(monthAfter(month, 1))}
          />
        </View>
      </Section>
      <QueryView query={query} skeleton={<Skeleton count={4} card={false} />}>
        {({ pages }) => {
          const head = pages[0];
          return head ? (
            <Section title={head.account.unitName}>
              <View className="ink-2">{head.account.payer.name}</View>
              <Fact label={t('statement.opening')}>{formatMoney(head.openingFen)}</Fact>
              {items.map((movement) => (
                <MovementRow key={movement.id} movement={movement} />
              ))}
              {items.length ? null : (
                <Empty icon="wallet" title={t('statement.none')} text={t('statement.noneHelp')} />
              )}
              {query.hasNextPage ? (
                <Button
                  busy={query.isFetchingNextPage}
                  busyText={t('state.loading')}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t('statement.more')}
                </Button>
              ) : null}
              <Fact label={t('statement.closing')} strong>
                {formatMoney(head.closingFen)}
              </Fact>
            </Section>
          ) : null;
        }}
      </QueryView>
      <Files id={id} month={monthText(month)} />
    </>
  );
}
