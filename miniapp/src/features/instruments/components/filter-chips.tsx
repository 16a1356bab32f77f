import { Chip } from '../../../components/marks';
import { formatMoney, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { type Filters, setFilter, setSearch, useFilterNames, useSearch } from '../search-state';

const LISTED = ['city', 'classCode', 'unitId', 'maker'] as const;
const TITLES = {
  city: 'filter.city',
  classCode: 'filter.class',
  unitId: 'filter.unit',
  maker: 'filter.maker',
} as const;

/** Every filter that is on, each taken off by a tap. */
export function FilterChips() {
  const { t, reader } = useWords();
  const names = useFilterNames();
  const filters = useSearch((state) => state.filters);
  const { priceMaxFen, freeFrom, freeTo, voucher } = filters;
  const chip = (title: string, name: string, without: Partial<Filters>) => (
    <Chip
      key={title}
      kind={title}
      removable
      label={t('search.remove', { what: `${title} ${name}`.trim() })}
      onPress={() => setSearch({ filters: { ...filters, ...without } })}
    >
      {name}
    </Chip>
  );
  return (
    <>
      {LISTED.map((key) => {
        const value = filters[key];
        if (value === undefined) return null;
        return chip(t(TITLES[key]), names[`${key}-${value}`] ?? '', { [key]: undefined });
      })}
      {priceMaxFen === undefined
        ? null
        : chip(t('filter.price'), formatMoney(priceMaxFen), { priceMaxFen: undefined })}
      {freeFrom && freeTo
        ? chip(t('filter.free'), formatRange(Date.parse(freeFrom), Date.parse(freeTo), reader), {
            freeFrom: undefined,
            freeTo: undefined,
          })
        : null}
      {voucher ? (
        <Chip removable onPress={() => setFilter('voucher', undefined)}>
          {t('filter.voucher')}
        </Chip>
      ) : null}
    </>
  );
}
