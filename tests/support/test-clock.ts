import type { Clock } from '../../bff/src/infra/clock.ts';

/** A clock that runs on like the real one from a given instant, and can be moved forward. */
export class TestClock implements Clock {
  private offsetMs: number;

  constructor(startsAt?: string) {
    this.offsetMs = startsAt === undefined ? 0 : Date.parse(startsAt) - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  set(at: string): void {
    this.offsetMs = Date.parse(at) - Date.now();
  }
}
