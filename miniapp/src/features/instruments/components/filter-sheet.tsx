import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Segments, Toggle } from '../../../components/choices';
import { Chip } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { InstrumentPage } from '../api';
import { cityName } from '../city-name';
import { nameFilter, setFilter, setSearch, useSearch } from '../search-state';

const PRICE_LIMITS = ['', '10000', '30000', '100000'] as const;
const SHOWN_VALUES = 16;

interface GroupProps {
  title: string;
  name: 'city' | 'classCode' | 'unitId' | 'maker';
  values: InstrumentPage['facets']['cities'];
  chosen: string | undefined;
}

function FacetGroup({ title, name, values, chosen }: GroupProps) {
  if (!values.length && !chosen) return null;
  const handleToggle = ({ value, name: called }: { value: string; name: string }) => {
    nameFilter(name, value, called);
    setFilter(name, chosen === value ? undefined : value);
  };
  return (
    <View className="filter-group">
      <View className="t12 ink-3">{title}</View>
      <View className="row row-wrap chip-rows">
        {values.slice(0, SHOWN_VALUES).map((value) => (
          <Chip
            key={value.value}
            tone={chosen === value.value ? 'chosen' : 'plain'}
            onPress={() => handleToggle(value)}
          >
            {`${value.name} ${value.count}`}
          </Chip>
        ))}
      </View>
    </View>
  );
}

/** Every filter in one sheet; each acts at once and the button says how many remain. */
export function FilterSheet({ page, onClose }: { page: InstrumentPage; onClose: () => void }) {
  const { t, language, reader } = useWords();
  const filters = useSearch((state) => state.filters);
  const { freeFrom, freeTo } = filters;
  const priceNames = [t('filter.anyPrice'), '≤ ¥100', '≤ ¥300', '≤ ¥1,000'];
  const prices = PRICE_LIMITS.map((value, index) => ({ value, name: priceNames[index] ?? value }));
  const handlePrice = (value: string) =>
    setFilter('priceMaxFen', value ? Number(value) : undefined);
  return (
    <Sheet
      title={t('filter.title')}
      onClose={onClose}
      foot={
        <>
          <Button onPress={() => setSearch({ filters: {} })}>{t('filter.clear')}</Button>
          <Button kind="primary" block onPress={onClose}>
            {t('filter.see', { count: page.total ?? page.items.length })}
          </Button>
        </>
      }
    >
      <FacetGroup
        title={t('filter.city')}
        name="city"
        values={page.facets.cities.map((city) => ({
          ...city,
          name: cityName(city.value, city.name, language),
        }))}
        chosen={filters.city}
      />
      <FacetGroup
        title={t('filter.class')}
        name="classCode"
        values={page.facets.classes}
        chosen={filters.classCode}
      />
      <View className="filter-group">
        <View className="t12 ink-3">{t('filter.price')}</View>
        <Segments
          label={t('filter.price')}
          options={prices}
          value={String(filters.priceMaxFen ?? '')}
          onPick={handlePrice}
        />
      </View>
      {freeFrom && freeTo ? (
        <View className="filter-group">
          <View className="t12 ink-3">{t('filter.free')}</View>
          <View className="row row-wrap chip-rows">
            <Chip
              tone="chosen"
              removable
              onPress={() =>
                setSearch({ filters: { ...filters, freeFrom: undefined, freeTo: undefined } })
              }
            >
              {formatRange(Date.parse(freeFrom), Date.parse(freeTo), reader)}
            </Chip>
          </View>
        </View>
      ) : null}
      <View className="line-row">
        <View className="grow">{t('filter.voucher')}</View>
        <Toggle
          on={filters.voucher === 'true'}
          label={t('filter.voucher')}
          onPress={() => setFilter('voucher', filters.voucher ? undefined : 'true')}
        />
      </View>
      <FacetGroup
        title={t('filter.unit')}
        name="unitId"
        values={page.facets.units}
        chosen={filters.unitId}
      />
      <FacetGroup
        title={t('filter.maker')}
        name="maker"
        values={page.facets.makers}
        chosen={filters.maker}
      />
    </Sheet>
  );
}
