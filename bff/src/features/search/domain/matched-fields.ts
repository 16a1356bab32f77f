import type { Catalogue } from './catalogue.ts';
import type { Understanding } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Field = 'name' | 'model' | 'maker' | 'class' | 'alias' | 'unit' | 'city' | 'text';

/** Where an instrument holds what was asked for, best first. */
export function matchedFields(
  catalogue: Catalogue,
  vocabulary: Vocabulary,
  doc: number,
  asked: Understanding | null,
): Field[] {
  if (asked === null) return [];
  const entry = catalogue.at(doc);
  const { name, model } = catalogue.namesOf(doc);
  const said = asked.readings.filter(({ kind }) => kind === 'concept');
  const fields: Field[] = [];
  if (asked.models.includes(model)) fields.push('model');
  if (said.some(({ text }) => name.includes(text.trim().toLowerCase()))) fields.push('name');
  else if (asked.concepts.length > 0) fields.push(said.length > 0 ? 'alias' : 'class');
  if (asked.makers.includes(vocabulary.makerOf(entry.maker))) fields.push('maker');
  if (asked.units.includes(entry.unitId)) fields.push('unit');
  if (asked.cities.includes(entry.cityCode)) fields.push('city');
  if (fields.length === 0) fields.push('text');
  return fields;
}
