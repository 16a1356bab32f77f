import { readDataFile } from '../infra/data-files.ts';
import type { Field } from './units.ts';

export interface Model {
  maker: string;
  model: string;
  /** Which of the kind's names it goes by, from 1; any of them where it does not matter. */
  name: number | null;
}

/** A kind of instrument of the demo province: real class, makers and models, invented prices. */
export interface Kind {
  field: Field;
  classCode: string;
  weight: number;
  names: string[];
  nameEn: string;
  models: Model[];
  does: string;
  parameters: string;
  /** Test items with what a company pays for a sample, in CNY. */
  items: { name: string; price: number }[];
  /** CNY an hour for a company. */
  hour: readonly [number, number];
  /** Original value in 10,000 CNY. */
  value: readonly [number, number];
  stations: readonly [number, number];
}

const split = (text: string, by: string) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter(Boolean);

function range(text: string): [number, number] {
  const [low = 0, high = low] = text.split('-').map(Number);
  return [low, high];
}

const MAKERS: Readonly<Record<string, string>> = {
  'Thermo Fisher Scientific': 'Thermo Fisher',
  'Bruker Daltonics': 'Bruker',
};

/** `2>Maker:Model` goes by the second name of its kind. */
function tagged(text: string): [name: number | null, rest: string] {
  const match = /^(\d)>(.*)$/.exec(text);
  return match === null ? [null, text] : [Number(match[1]), match[2] ?? ''];
}

/** Mass spectrometers from the PSI-MS vocabulary whose model begins with one of some words. */
function massSpectrometers(beginnings: readonly string[]): Model[] {
  const all = readDataFile('psi-ms-models.csv');
  return beginnings.map(tagged).flatMap(([name, word]) =>
    all
      .filter((row) => row['model']?.startsWith(word))
      .map((row) => ({
        maker: MAKERS[row['vendor'] ?? ''] ?? row['vendor'] ?? '',
        model: (row['model'] ?? '').replace(/ (Triple Quadrupole |Q-TOF )?(LC|GC)\/MS$/, ''),
        name,
      })),
  );
}

function modelsOf(text: string): Model[] {
  const psims = /^@psims (.*)$/.exec(text);
  if (psims !== null) return massSpectrometers(split(psims[1] ?? '', ','));
  return split(text, ';').map((one) => {
    const [name, pair] = tagged(one);
    const at = pair.indexOf(':');
    return { maker: pair.slice(0, at), model: pair.slice(at + 1), name };
  });
}

export function readCatalogue(): Kind[] {
  return readDataFile('demo-catalogue.psv', '|').map((row) => ({
    field: row['field'] as Field,
    classCode: row['class'] ?? '',
    weight: Number(row['weight']),
    names: split(row['zh'] ?? '', ';'),
    nameEn: row['en'] ?? '',
    models: modelsOf(row['models'] ?? ''),
    does: row['does'] ?? '',
    parameters: row['parameters'] ?? '',
    items: split(row['items'] ?? '', ';').map((pair) => {
      const [name = '', price = ''] = pair.split('=');
      return { name, price: Number(price) };
    }),
    hour: range(row['hour'] ?? ''),
    value: range(row['wan'] ?? ''),
    stations: range(row['stations'] ?? ''),
  }));
}
