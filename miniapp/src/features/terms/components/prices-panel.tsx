import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { DateField } from '../../../components/date-field';
import { Field } from '../../../components/field';
import { Fact, Section } from '../../../components/marks';
import { Failure, QueryView } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan, yuanOf } from '../../../lib/money-input';
import { useIntention } from '../../bookings/use-bookings';
import { chargeName } from '../../instruments/charge-name';
import { createPriceList, withdrawPriceList } from '../api';
import type { NewPriceList, PriceList } from '../api';
import { usePriceLists, useTermsAction } from '../use-terms';

const kinds = ['own_group', 'own_unit', 'academic', 'company'] as const;
type Kind = (typeof kinds)[number];

interface Draft {
  /** Sums as typed, by their place in the list. */
  typed: Record<number, string>;
  validFrom: string;
}

function PriceRows(props: {
  list: PriceList;
  kind: Kind;
  draft: Draft;
  onType: (index: number, text: string) => void;
}) {
  const { list, kind, draft, onType } = props;
  const { t, language } = useWords();
  return (
    <>
      {list.items.map((item, index) => {
        if (item.userKind !== kind) return null;
        const text = draft.typed[index] ?? yuanOf(item.unitFen);
        const fen = parseYuan(text);
        const name = chargeName(item, t, language);
        const note =
          fen === null
            ? null
            : fen === item.unitFen
              ? t(`price.per.${item.item}`)
              : t('terms.priceChange', {
                  before: formatMoney(item.unitFen),
                  after: formatMoney(fen),
                });
        return (
          <View key={index} className="rule-line">
            <Field
              id={`price-${index}`}
              label={name}
              value={text}
              max={12}
              error={fen === null ? t('terms.noSum') : null}
              note={note ?? ''}
              onChange={(next) => onType(index, next)}
            />
          </View>
        );
      })}
      {list.items.some((item) => item.userKind === kind) ? null : (
        <View className="ink-3">{t('price.none')}</View>
      )}
    </>
  );
}

/** The lists that hold, held or will hold; one that does not hold yet can be taken back. */
function Lists({ id, items, today }: { id: string; items: PriceList[]; today: string }) {
  const { t } = useWords();
  const withdraw = useTermsAction((listId: string) => withdrawPriceList(id, listId));
  return (
    <Section title={t('terms.lists')}>
      {items.map((list) => (
        <View key={list.id} className="line-row">
          <Text className="grow">
            {list.validTo
              ? t('terms.validSpan', { from: list.validFrom, to: list.validTo })
              : t('terms.validFrom', { from: list.validFrom })}
          </Text>
          {list.validFrom > today ? (
            <Button
              id={`withdraw-${list.validFrom}`}
              busy={withdraw.isPending}
              busyText={t('action.sending')}
              onPress={() => withdraw.mutate(list.id)}
            >
              {t('terms.withdraw')}
            </Button>
          ) : (
            <Text className="ink-3">
              {t(!list.validTo || list.validTo >= today ? 'terms.holds' : 'terms.held')}
            </Text>
          )}
        </View>
      ))}
      {withdraw.error ? <Failure error={withdraw.error} /> : null}
    </Section>
  );
}

function PriceEditor({ id, latest, today }: { id: string; latest: PriceList; today: string }) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind>('company');
  const [draft, setDraft] = useState<Draft>({ typed: {}, validFrom: today });
  const intention = useIntention();
  const save = useTermsAction((body: NewPriceList) =>
    createPriceList(id, body, intention.keyFor(body)),
  );
  const sums = latest.items.map((item, index) => {
    const text = draft.typed[index];
    return text === undefined ? item.unitFen : parseYuan(text);
  });
  const changes = sums.filter((fen, index) => fen !== latest.items[index]?.unitFen).length;
  const isWrong = sums.includes(null);
  const handleSave = () => {
    const items = latest.items.map((item, index) => ({
      ...item,
      unitFen: sums[index] ?? item.unitFen,
    }));
    save.mutate(
      {
        chargingMode: latest.chargingMode,
        offPeak: latest.offPeak,
        minimumFen: latest.minimumFen,
        subsidyPerHourFen: latest.subsidyPerHourFen,
        items,
        validFrom: draft.validFrom,
      },
      {
        onSuccess: () => {
          intention.done();
          setDraft({ typed: {}, validFrom: today });
          showToast(t('terms.saved'));
        },
      },
    );
  };
  const words = isWrong
    ? t('terms.noSum')
    : changes
      ? t('terms.savePrices', { count: changes, from: draft.validFrom })
      : t('terms.noChange');
  return (
    <>
      <Section first title={t('terms.prices')}>
        <Segments
          label={t('terms.prices')}
          options={kinds.map((value) => ({ value, name: t(`kind.${value}`) }))}
          value={kind}
          onPick={setKind}
        />
        <PriceRows
          list={latest}
          kind={kind}
          draft={draft}
          onType={(index, text) =>
            setDraft((before) => ({ ...before, typed: { ...before.typed, [index]: text } }))
          }
        />
        <View className="line-row">
          <Text className="grow">{t('terms.from.day')}</Text>
          <DateField
            id="valid-from"
            label={t('terms.from.day')}
            value={draft.validFrom}
            min={today}
            onChange={(validFrom) => setDraft((before) => ({ ...before, validFrom }))}
          />
        </View>
        <Fact label={t('terms.minimum')}>{formatMoney(latest.minimumFen)}</Fact>
        <View className="t12 ink-3 rule-line">{t('terms.pricesStay')}</View>
        {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
      </Section>
      <View className="row gap12 booking-ways">
        {changes ? (
          <Button onPress={() => setDraft({ typed: {}, validFrom: today })}>
            {t('terms.undo')}
          </Button>
        ) : null}
        <Button
          id="prices-save"
          kind="primary"
          block
          disabled={isWrong || !changes}
          busy={save.isPending}
          busyText={t('terms.saving')}
          onPress={handleSave}
        >
          {words}
        </Button>
      </View>
    </>
  );
}

/** Prices by kind of user, from a day on; bookings keep theirs. */
export function PricesPanel({ id }: { id: string }) {
  const { t } = useWords();
  const query = usePriceLists(id);
  return (
    <QueryView query={query}>
      {({ items, today }) => {
        const [latest] = items;
        return (
          <>
            {latest ? (
              <PriceEditor key={latest.id} id={id} latest={latest} today={today} />
            ) : (
              <Section first>
                <View className="ink-3">{t('price.none')}</View>
              </Section>
            )}
            <Lists id={id} items={items} today={today} />
          </>
        );
      }}
    </QueryView>
  );
}
