import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../infra/clock.ts';
import type { Speaker } from './devices.ts';
import { Line, type Said } from './line.ts';
import type { Source } from './sources.ts';
import { type Fate, type Shares, Spoiler } from './spoil.ts';

export interface Tally {
  /** Readings that were put on the way, duplicates among them. */
  sent: number;
  /** Of those, the readings whose messages were acknowledged. */
  acknowledged: number;
  messages: number;
  connected: number;
  /** Readings by what was done to them. */
  fates: Record<Fate, number>;
  /** The slowest acknowledgement, ms. */
  slowestMs: number;
  trouble: string | null;
}

export interface Play {
  url: string;
  speakers: readonly Speaker[];
  source: Source;
  shares: Shares;
  intervalMs: number;
  random: () => number;
  /** ms since 1970 UTC. */
  now: () => number;
  /** When it is over. */
  signal: AbortSignal;
  onAcknowledged?: (said: readonly Said[]) => void;
}

const TICK_MS = 100;
/** What is on its way at the end may still be acknowledged. */
const LAST_WAIT_MS = 5 * SECOND;

interface Voice {
  speaker: Speaker;
  line: Line;
  members: { code: string; nth: number; spoiler: Spoiler }[];
  nextAt: number;
  waiting: Said[];
}

const isOver = (signal: AbortSignal) => signal.aborted;

function voicesOf(play: Play, tally: Tally): Voice[] {
  const { intervalMs, now, random, shares, speakers, url } = play;
  const began = now();
  let nth = 0;
  return speakers.map((speaker, index) => ({
    speaker,
    line: new Line(url, speaker, (reason) => (tally.trouble = reason)),
    members: speaker.sensors.map((code) => {
      nth += 1;
      return { code, nth: nth - 1, spoiler: new Spoiler(shares, random) };
    }),
    // Spread over the interval, as devices are that were switched on one by one.
    nextAt: began + Math.floor((index / speakers.length) * intervalMs),
    waiting: [],
  }));
}

/** Reads every member once, and decides what becomes of it. */
function read({ members, nextAt, waiting }: Voice, play: Play, tally: Tally): void {
  for (const { code, nth, spoiler } of members) {
    const amperes = play.source(nth, nextAt);
    const { due, fate } =
      amperes === null
        ? { due: [], fate: 'withheld' as const }
        : spoiler.take(nextAt, amperes, play.intervalMs);
    tally.fates[fate] += 1;
    for (const one of due) waiting.push({ ...one, sensorId: code });
  }
}

/** What is said at once: a gateway's readings together, a sensor's one by one. */
function messagesOf({ speaker, waiting }: Voice, now: number): Said[][] {
  const due = waiting.filter(({ dueAt }) => dueAt <= now);
  return speaker.isGateway ? (due.length > 0 ? [due] : []) : due.map((one) => [one]);
}

/** Plays the sensors until it is over. */
export function simulate(play: Play): { tally: Tally; ended: Promise<void> } {
  const fates = { plain: 0, withheld: 0, duplicate: 0, late: 0, disordered: 0 };
  const counts = { sent: 0, acknowledged: 0, messages: 0, connected: 0, slowestMs: 0 };
  const tally: Tally = { ...counts, fates, trouble: null };
  const voices = voicesOf(play, tally);
  const onTheirWay = new Set<Promise<void>>();
  const say = (voice: Voice, said: Said[]) => {
    const began = performance.now();
    tally.sent += said.length;
    tally.messages += 1;
    const one = voice.line.say(said).then(
      () => {
        tally.acknowledged += said.length;
        tally.slowestMs = Math.max(tally.slowestMs, performance.now() - began);
        play.onAcknowledged?.(said);
      },
      () => undefined,
    );
    onTheirWay.add(one);
    void one.finally(() => onTheirWay.delete(one));
  };
  const loop = async () => {
    while (!isOver(play.signal)) {
      const now = play.now();
      for (const voice of voices) {
        for (; voice.nextAt <= now; voice.nextAt += play.intervalMs) read(voice, play, tally);
        const messages = messagesOf(voice, now);
        if (messages.length === 0) continue;
        voice.waiting = voice.waiting.filter(({ dueAt }) => dueAt > now);
        for (const said of messages) say(voice, said);
      }
      tally.connected = voices.filter(({ line }) => line.isConnected).length;
      await sleep(TICK_MS);
    }
    await Promise.race([Promise.all(onTheirWay), sleep(LAST_WAIT_MS, undefined, { ref: false })]);
    await Promise.all(voices.map(({ line }) => line.end()));
  };
  return { tally, ended: loop() };
}
