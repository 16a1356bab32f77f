import { setTimeout as sleep } from 'node:timers/promises';
import type { Speaker } from '../../bff/src/simulator/devices.ts';
import type { Said } from '../../bff/src/simulator/line.ts';
import { simulate } from '../../bff/src/simulator/simulate.ts';
import { INTERVAL_MS, type ReadingsStage } from './readings-stage.ts';

export const NOTHING_WRONG = { noise: 0.02, gaps: 0, duplicates: 0.02, late: 0, disordered: 0.01 };
const TURN_MS = 20_000;
const POST_MS = 2_000;

export type Path = 'embedded' | 'outside' | 'http';

/** What was acknowledged, by whom and when. */
export interface Acknowledged extends Said {
  path: Path;
  heardAt: number;
}

export interface Load {
  acknowledged: Acknowledged[];
  /** Everyone reads one current from now on, so that at last there is one right answer. */
  settle: () => void;
  /** No reading of the silent ones until told again. */
  hush: (isSilent: boolean) => void;
  stop: () => Promise<void>;
}

/** Every fortieth sensor is silent while that is wanted. */
export const isHushed = (nth: number) => nth % 40 === 7;

/** Off, standby and on in turns, each sensor at its own time; then by its number for good. */
export function sourceOf(state: { isSettled: boolean; isHushed: boolean }) {
  const levels = [0, 0.1, 1.2];
  return (nth: number, at: number) => {
    if (state.isHushed && isHushed(nth)) return null;
    const turn = state.isSettled ? nth : Math.floor(at / TURN_MS + nth / 7);
    return levels[turn % levels.length] ?? 0;
  };
}

/** One device by HTTP: what was not answered with 202 is sent again, in order. */
class Poster {
  private waiting: Said[] = [];
  private nextAt = Date.now();

  constructor(
    private readonly speaker: Speaker,
    private readonly read: (nth: number, at: number) => number | null,
    private readonly first: number,
    private readonly onAcknowledged: (said: readonly Said[]) => void,
  ) {}

  get unsent(): number {
    return this.waiting.length;
  }

  async turn(url: string): Promise<void> {
    for (; this.nextAt <= Date.now(); this.nextAt += INTERVAL_MS) {
      for (const [index, sensorId] of this.speaker.sensors.entries()) {
        const [at, amperes] = [this.nextAt, this.read(this.first + index, this.nextAt)];
        if (amperes !== null) this.waiting.push({ dueAt: at, at, amperes, sensorId });
      }
    }
    if (this.waiting.length > 0) await this.post(url);
  }

  async post(url: string): Promise<void> {
    const batch = this.waiting.slice(0, 1_000);
    const readings = batch.map(({ amperes, at, sensorId }) => ({ sensorId, at, amperes }));
    const answer = await fetch(`${url}/api/v1/telemetry/readings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.speaker.key}` },
      body: JSON.stringify({ readings }),
      signal: AbortSignal.timeout(POST_MS),
    }).catch(() => undefined);
    if (answer?.status !== 202) return;
    const { rejected } = (await answer.json()) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`);
    this.waiting.splice(0, batch.length);
    this.onAcknowledged(batch);
  }
}

/** Three hundred readings a second, a third of the devices on each path. */
export function startLoad({ speakers, urls }: ReadingsStage): Load {
  const acknowledged: Acknowledged[] = [];
  const state = { isSettled: false, isHushed: false };
  const source = sourceOf(state);
  const over = new AbortController();
  const note = (path: Path) => (said: readonly Said[]) => {
    const heardAt = Date.now();
    for (const one of said) acknowledged.push({ ...one, path, heardAt });
  };
  const third = (path: number) => speakers.filter((_, index) => index % 3 === path);
  const play = (url: string, path: Path, own: readonly Speaker[]) =>
    simulate({
      ...{ url, speakers: own, source, shares: NOTHING_WRONG, intervalMs: INTERVAL_MS },
      ...{ random: Math.random, now: Date.now, signal: over.signal, onAcknowledged: note(path) },
    });
  const plays = [play(urls.embedded, 'embedded', third(0)), play(urls.broker, 'outside', third(1))];
  let first = 0;
  const posters = third(2).map((speaker) => {
    const poster = new Poster(speaker, source, first, note('http'));
    first += speaker.sensors.length;
    return poster;
  });
  const posting = posters.map(async (poster) => {
    while (!over.signal.aborted) {
      await poster.turn(urls.http);
      await sleep(INTERVAL_MS / 2);
    }
    for (let tries = 0; tries < 5 && poster.unsent > 0; tries += 1) await poster.post(urls.http);
  });
  return {
    acknowledged,
    settle: () => (state.isSettled = true),
    hush: (isSilent) => (state.isHushed = isSilent),
    stop: async () => {
      over.abort();
      await Promise.all([...posting, ...plays.map(({ ended }) => ended)]);
    },
  };
}
