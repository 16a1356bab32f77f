import { nameForReader } from '../../infra/current-request.ts';
import type { Answer } from './answers-repository.ts';
import type {
  BulletinContent,
  BulletinItem,
  EarlierItem,
  GivenAnswer,
  Named,
  UnitPlace,
} from './domain/content.ts';
import { type Rates, ratesOf, type Sums } from './domain/figures.ts';
import { periodOf } from './domain/period.ts';
import type { Standing } from './items-repository.ts';
import type { Bulletin } from './repository.ts';

const nameOf = ({ name, nameEn }: Named) => nameForReader(name, nameEn);

const thousandth = (value: number) => Math.round(value * 1000) / 1000;
const share = (value: number | null) => (value === null ? null : thousandth(value));
const hours = (value: number) => Math.round(value * 10) / 10;

const presentRates = (rates: Rates) => ({
  coverage: share(rates.coverage),
  effectiveHours: hours(rates.effectiveHours),
  utilisation: share(rates.utilisation),
  ratedShare: share(rates.ratedShare),
  outsideHours: hours(rates.outsideHours),
  sharing: share(rates.sharing),
});

type Period = BulletinContent['period'];

export const presentFigures = (sums: Sums, period: Period) => ({
  instruments: sums.instruments,
  readEnough: sums.readEnough,
  ...presentRates(ratesOf(sums, sums.instruments, period)),
  findings: sums.findings,
});

export function presentPeriod(key: string) {
  const period = periodOf(key);
  if (period === null) throw new Error(`${key} begins no period`);
  return { key, from: period.from, to: period.to };
}

const counted = (standings: readonly Standing[]) => ({
  asked: standings.reduce((sum, one) => sum + one.asked, 0),
  answered: standings.reduce((sum, one) => sum + one.answered, 0),
});

/** `standings` are those of the units that the reader sees. */
export function presentHead(
  bulletin: Bulletin,
  standings: readonly Standing[],
  { isOffice, isUnit, now }: { isOffice: boolean; isUnit: boolean; now: Date },
) {
  const { answerBy, state } = bulletin;
  const { answered, asked } = counted(standings);
  const isDraft = state === 'draft';
  return {
    id: bulletin.id,
    region: {
      code: bulletin.regionCode,
      name: nameForReader(bulletin.regionName, bulletin.regionNameEn),
    },
    period: presentPeriod(bulletin.period),
    state,
    generatedAt: bulletin.generatedAt.toISOString(),
    publishedAt: bulletin.publishedAt?.toISOString() ?? null,
    answerBy: answerBy?.toISOString() ?? null,
    isDue: answerBy !== null && now >= answerBy,
    named: {
      units: standings.length,
      instruments: standings.reduce((sum, one) => sum + one.instruments, 0),
    },
    asked,
    answered,
    sha256: bulletin.sha256,
    may: [
      ...(isDraft && isOffice ? ['generate', 'publish'] : []),
      ...(!isDraft && isUnit && answered < asked ? ['answer'] : []),
    ],
  };
}

export const presentAnswer = (answer: Answer) => ({
  text: answer.text,
  action: answer.action,
  answeredAt: answer.answeredAt.toISOString(),
  isLate: answer.isLate,
});

type Unit = BulletinContent['units'][number];

const presentUnit = (unit: UnitPlace) => ({
  id: unit.id,
  name: nameOf(unit),
  cityCode: unit.cityCode,
});

export const presentUnitPart = (
  unit: Unit,
  period: Period,
  standing: Standing | undefined,
  said: { answer: GivenAnswer | null; isMine: boolean },
) => ({
  ...presentUnit(unit),
  figures: presentFigures(unit.sums, period),
  ...counted(standing === undefined ? [] : [standing]),
  answer: said.answer,
  may: said.isMine && (standing?.asked ?? 0) > 0 ? ['answer'] : [],
});

export const presentCity = (city: BulletinContent['cities'][number], period: Period) => ({
  code: city.code,
  name: nameOf(city),
  figures: presentFigures(city.sums, period),
});

const presentInstrument = (instrument: BulletinItem['instrument']) => ({
  id: instrument.id,
  name: nameOf(instrument),
  model: instrument.model,
  room: instrument.room,
  className: instrument.className,
});

export function presentItem(
  item: BulletinItem,
  unit: Unit,
  period: Period,
  said: { answer: GivenAnswer | null; may: string[] },
) {
  const { figures, finding, id, instrument } = item;
  const { class: use, isReadEnough, useShare } = figures;
  return {
    id,
    unit: presentUnit(unit),
    finding,
    instrument: presentInstrument(instrument),
    ...presentRates(ratesOf(figures, 1, period)),
    isReadEnough,
    useShare: thousandth(useShare),
    class: use && { count: use.count, quartile: thousandth(use.quartile) },
    ...said,
  };
}

export const presentEarlier = ({ answer, finding, instrument, outcome, unit }: EarlierItem) => ({
  unit: presentUnit(unit),
  finding,
  instrument: presentInstrument(instrument),
  answer,
  outcome,
});

export const presentRegion = ({ code, ...named }: Named & { code: string }) => ({
  regionCode: code,
  regionName: nameOf(named),
});
