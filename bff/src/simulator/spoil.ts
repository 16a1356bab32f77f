import { MINUTE } from '../infra/clock.ts';

/** How often what goes wrong in the field goes wrong here; parts of one. */
export interface Shares {
  /** Of the current, up and down. */
  noise: number;
  /** Of the time, in which nothing is read. */
  gaps: number;
  /** Of the readings, that are sent twice. */
  duplicates: number;
  /** That are sent one to ten minutes after they were read. */
  late: number;
  /** That change places with the next one. */
  disordered: number;
}

export const USUAL_SHARES: Shares = {
  noise: 0.01,
  gaps: 0.005,
  duplicates: 0.01,
  late: 0.005,
  disordered: 0.005,
};

export type Fate = 'plain' | 'withheld' | 'duplicate' | 'late' | 'disordered';

export interface Due {
  dueAt: number;
  at: number;
  amperes: number;
}

const GAP_MS = 6 * MINUTE;

/** What becomes of the readings of one sensor on their way. */
export class Spoiler {
  private gapEndsAt = 0;

  constructor(
    private readonly shares: Shares,
    private readonly random: () => number,
  ) {}

  /**
   * @param intervalMs from one reading to the next
   * @returns when to send what, and what was done to it
   */
  take(at: number, amperes: number, intervalMs: number): { due: Due[]; fate: Fate } {
    const { shares, random } = this;
    if (at < this.gapEndsAt) return { due: [], fate: 'withheld' };
    // Gaps are as long as ever, and so rare that their share of the time is what was asked for.
    const begins = (shares.gaps / (1 - shares.gaps)) * (intervalMs / GAP_MS);
    if (random() < begins) {
      this.gapEndsAt = at + GAP_MS * (0.5 + random());
      return { due: [], fate: 'withheld' };
    }
    const noisy = Math.max(0, amperes * (1 + shares.noise * (2 * random() - 1)));
    const reading = { dueAt: at, at, amperes: Math.round(noisy * 1_000) / 1_000 };
    let chance = random();
    if (chance < shares.duplicates) return { due: [reading, reading], fate: 'duplicate' };
    chance -= shares.duplicates;
    if (chance < shares.late) {
      const dueAt = at + MINUTE * (1 + 9 * random());
      return { due: [{ ...reading, dueAt }], fate: 'late' };
    }
    chance -= shares.late;
    if (chance < shares.disordered) {
      return { due: [{ ...reading, dueAt: at + 1.5 * intervalMs }], fate: 'disordered' };
    }
    return { due: [reading], fate: 'plain' };
  }
}
