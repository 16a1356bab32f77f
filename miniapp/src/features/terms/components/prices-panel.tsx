import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Failure, QueryView } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import type { Instrument } from '../../instruments/api';
import { withdrawPriceList } from '../api';
import type { PriceList } from '../api';
import { usePriceLists, useTermsAction } from '../use-terms';
import { PriceEditor } from './price-editor';

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

/** Prices by kind of user, from a day on; bookings keep theirs. */
export function PricesPanel({ instrument }: { instrument: Instrument }) {
  const { id, testItems, takes } = instrument;
  const { t } = useWords();
  const query = usePriceLists(id);
  return (
    <QueryView query={query}>
      {({ items, today }) => {
        const [latest] = items;
        return (
          <>
            {latest ? (
              <PriceEditor
                key={`${latest.id} ${testItems.length}`}
                id={id}
                latest={latest}
                testItems={testItems}
                takesSamples={takes.includes('sample')}
                today={today}
              />
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
