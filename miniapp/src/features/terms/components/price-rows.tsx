import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { chargeName } from '../../instruments/charge-name';
import { hasLine, sumKey, sumOf, withoutLine, withTestItem } from '../price-draft';
import type { Kind, PriceDraft, PriceLine } from '../price-draft';

interface PriceRowsProps {
  before: PriceDraft;
  draft: PriceDraft;
  kind: Kind;
  onChange: (draft: PriceDraft) => void;
}

/** One sum, with what it is today beside it. */
function PriceRow({ before, draft, kind, line, onChange }: PriceRowsProps & { line: PriceLine }) {
  const { t, language } = useWords();
  const money = (fen: number | null | undefined) =>
    fen === null || fen === undefined ? t('price.none') : formatMoney(fen);
  const [was, is] = [sumOf(before, kind, line), sumOf(draft, kind, line)];
  const key = sumKey(kind, line);
  const name = chargeName(line, t, language);
  const per = was === null ? '' : t(`price.per.${line.item}`);
  const note =
    is === was
      ? t('prices.now', { sum: `${money(was)}${per}` })
      : t('terms.priceChange', { before: money(was), after: money(is) });
  return (
    <View className="row row-top gap8 rule-line">
      <View className="grow">
        <Field
          id={`price-${key}`}
          label={name}
          hint={t('price.none')}
          value={draft.typed[key] ?? ''}
          max={12}
          error={is === undefined ? t('terms.noSum') : null}
          note={note}
          onChange={(text) => onChange({ ...draft, typed: { ...draft.typed, [key]: text } })}
        />
      </View>
      {line.item === 'sample' ? (
        <Press
          id={`drop-${line.key}`}
          className="icon-button space-label"
          label={t('prices.drop', { name })}
          onPress={() => onChange(withoutLine(draft, line))}
        >
          <Icon name="close" />
        </Press>
      ) : null}
    </View>
  );
}

function NewTestItem({ draft, onChange }: Pick<PriceRowsProps, 'draft' | 'onChange'>) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const isThere = hasLine(draft, name);
  const handleAdd = () => {
    onChange(withTestItem(draft, name));
    setTyped('');
  };
  return (
    <View className="row row-top gap8 rule-line">
      <View className="grow">
        <Field
          id="new-item"
          label={t('prices.newItem')}
          hint={t('prices.newItemHint')}
          value={typed}
          max={60}
          error={isThere ? t('prices.itemThere') : null}
          onChange={setTyped}
        />
      </View>
      <View className="space-label">
        <Button id="add-item" disabled={name === '' || isThere} onPress={handleAdd}>
          {t('prices.addItem')}
        </Button>
      </View>
    </View>
  );
}

/** All sums for one kind of user: time first, then test items. */
export function PriceRows(props: PriceRowsProps & { takesSamples: boolean }) {
  const { draft, onChange, takesSamples } = props;
  const { t } = useWords();
  const [timed, samples] = [
    draft.lines.filter(({ item }) => item !== 'sample'),
    draft.lines.filter(({ item }) => item === 'sample'),
  ];
  return (
    <>
      {timed.map((line) => (
        <PriceRow key={line.key} {...props} line={line} />
      ))}
      {samples.length || takesSamples ? (
        <>
          <View className="b rule-line">
            <Text>{t('samples.items')}</Text>
          </View>
          {samples.map((line) => (
            <PriceRow key={line.key} {...props} line={line} />
          ))}
          <NewTestItem draft={draft} onChange={onChange} />
        </>
      ) : null}
    </>
  );
}
