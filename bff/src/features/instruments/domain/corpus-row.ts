import { textOf } from './import-cells.ts';

/**
 * A row of the search test corpus in the words of the import columns. Its field `type` is the ground
 * truth that search is judged by: it must not get into the catalogue and is not read here.
 */
export function corpusRow(
  values: Readonly<Record<string, unknown>>,
  guessClass: (name: string, category: string) => string,
): Record<string, unknown> {
  const text = (field: string) => textOf(values[field]);
  const price = text('price');
  return {
    inner_code: text('id') === '' ? '' : `C${text('id')}`,
    unit: text('org'),
    city: text('city'),
    name: text('name'),
    name_en: text('en'),
    class_code: guessClass(`${text('name')} ${text('en')}`, text('cat')),
    maker: text('maker'),
    model: text('model'),
    description: text('func'),
    lat: text('lat'),
    lon: text('lon'),
    status: text('status'),
    accepts_vouchers: text('voucher'),
    machine_hour_own_group: price,
    machine_hour_own_unit: price,
    machine_hour_academic: price,
    machine_hour_company: price,
  };
}
