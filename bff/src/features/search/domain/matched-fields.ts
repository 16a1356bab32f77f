import type { Catalogue } from './catalogue.ts';
import type { Understanding } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Field = 'name' | 'model' | 'maker' | 'class' | 'alias' | 'unit' | 'city' | 'text';

/** Tells where an instrument holds what was asked for, best first. */
export function fieldsMatching(
  catalogue: Catalogue,
  vocabulary: Vocabulary,
  asked: Understanding | null,
): (doc: number) => readonly Field[] {
  if (asked === null) return () => [];
  const { models, makers, units, cities } = asked;
  const said = asked.readings
    .filter(({ kind }) => kind === 'concept')
    .map(({ text }) => text.trim().toLowerCase());
  const ofKind = said.length > 0 ? 'alias' : 'class';
  return (doc) => {
    const entry = catalogue.at(doc);
    const { name, model } = catalogue.namesOf(doc);
    const fields: Field[] = [];
    if (models.includes(model)) fields.push('model');
    if (said.some((text) => name.includes(text))) fields.push('name');
    else if (asked.concepts.length > 0) fields.push(ofKind);
    if (makers.length > 0 && makers.includes(vocabulary.makerOf(entry.maker))) fields.push('maker');
    if (units.includes(entry.unitId)) fields.push('unit');
    if (cities.includes(entry.cityCode)) fields.push('city');
    if (fields.length === 0) fields.push('text');
    return fields;
  };
}
