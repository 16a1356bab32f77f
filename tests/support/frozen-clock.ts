import type { Clock } from '../../bff/src/infra/clock.ts';

/** A clock that stands still until it is moved, so that limits can be met to the millisecond. */
export class FrozenClock implements Clock {
  private ms: number;

  constructor(at: string) {
    this.ms = Date.parse(at);
  }

  now(): Date {
    return new Date(this.ms);
  }

  set(at: string): void {
    this.ms = Date.parse(at);
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}
