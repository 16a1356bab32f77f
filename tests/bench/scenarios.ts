import type { BookingStage } from './booking-stage.ts';
import { measureHot, measureQuoteHoldPay, measureSpread } from './bookings.ts';
import { measureCalendarWeek } from './calendar-week.ts';
import { measureIngest } from './ingest.ts';
import { measureLayman } from './layman.ts';
import { measureLedgerProof } from './ledger-proof.ts';
import { measureRecommendations } from './recommendations.ts';
import { measureSearchScale } from './search-scale.ts';
import { measureSearchSpeed } from './search-speed.ts';
import { measureReads, type ReadStage } from './reads.ts';
import { measureRounds } from './rounds.ts';

/** What the command line says. */
export interface Wish {
  seconds: number;
  holds: number;
  postings: number;
}

type Row = Record<string, unknown>;

/** A scenario stands on the demo province, on fresh people and instruments, or on its own feet. */
export type Scenario = { name: string; what: string } & (
  | { on: 'demo'; run: (stage: ReadStage, wish: Wish) => Promise<Row> }
  | { on: 'bookings'; run: (stage: BookingStage, wish: Wish) => Promise<Row> }
  | { on: 'itself'; run: (wish: Wish) => Promise<Row> }
);

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'instrument-detail',
    what: 'one instrument with prices, rules, rating and next free slot',
    on: 'demo',
    run: (stage, { seconds }) => measureReads(stage, 'instrument-detail', seconds),
  },
  {
    name: 'instrument-list',
    what: 'the first page of the whole catalogue with facets',
    on: 'demo',
    run: (stage, { seconds }) => measureReads(stage, 'instrument-list', seconds),
  },
  {
    name: 'instrument-search',
    what: 'words in Chinese and English over the whole catalogue',
    on: 'demo',
    run: (stage, { seconds }) => measureReads(stage, 'instrument-search', seconds),
  },
  {
    name: 'search-http',
    what: 'what people type, without and with the cache, against a bare route that sends as much',
    on: 'demo',
    run: (_, { seconds }) => measureSearchSpeed(seconds),
  },
  {
    name: 'search-scale',
    what: 'the search of 200,000 instruments: build, memory, answers, and a change on two nodes',
    on: 'demo',
    run: () => measureSearchScale(200_000),
  },
  {
    name: 'layman',
    what: '60 questions in plain sentences: how many find a right class among ten results or five suggestions',
    on: 'demo',
    run: ({ product }) => measureLayman(product),
  },
  {
    name: 'booking-spread',
    what: 'holds on 200 instruments, against the driver alone sending the same statements',
    on: 'bookings',
    run: (stage, { holds }) => measureSpread(stage, holds),
  },
  {
    name: 'booking-hot',
    what: '64 people for one slot at once: how long losers wait for their answer',
    on: 'bookings',
    run: (stage) => measureHot(stage),
  },
  {
    name: 'quote-hold-pay',
    what: 'the whole way of a paid booking',
    on: 'bookings',
    run: (stage, { holds }) => measureQuoteHoldPay(stage, Math.ceil(holds / 3)),
  },
  {
    name: 'calendar-week',
    what: '300 instruments with 5,000 bookings in the week',
    on: 'bookings',
    run: (stage, { seconds }) => measureCalendarWeek(stage, seconds),
  },
  {
    name: 'ingest',
    what: 'sensor readings from MQTT publish to durable row and classified state, against rows inserted by the driver alone; what classifying 10,000 sensors costs',
    on: 'itself',
    run: ({ seconds }) => measureIngest(seconds),
  },
  {
    name: 'rounds',
    what: 'what judging the last hours, learning at night and a bulletin cost at 10,000 instruments, and how long others wait meanwhile',
    on: 'itself',
    run: () => measureRounds(),
  },
  {
    name: 'ledger-proof',
    what: 'the whole proof over a million postings',
    on: 'itself',
    run: ({ postings }) => measureLedgerProof(postings),
  },
  {
    name: 'recommendations',
    what: 'the next instrument of simulated people among ten, beside the most booked in their city',
    on: 'itself',
    run: () => Promise.resolve(measureRecommendations()),
  },
];

/** People that the scenarios use up, none of them twice. */
export const peopleFor = ({ holds }: Wish): number => Math.ceil(2.5 * holds) + 1_000;
