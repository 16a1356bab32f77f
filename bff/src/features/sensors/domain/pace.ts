const WINDOW_MS = 10_000;
/** A clamp sends every 10 s or 60 s; twenty in ten seconds leave room for one that was set to send faster. */
const MOST_IN_WINDOW = 20;
/** What was kept while the line was down may come all at once. */
const MOST_AT_ONCE = 5_000;

interface Counted {
  told: number;
  ofTold: number;
  heard: number;
  ofHeard: number;
}

/**
 * Lets through what a sensor may send: at most twenty readings of any ten seconds of its own time, so that
 * a backlog passes and a kilohertz does not, and of all times together one full batch in ten seconds.
 */
export class Pace {
  private readonly sensors = new Map<number, Counted>();

  /** @param at ms, when it was read @param heardAt ms, when it came */
  allows(sensorNo: number, at: number, heardAt: number): boolean {
    const told = Math.floor(at / WINDOW_MS);
    const heard = Math.floor(heardAt / WINDOW_MS);
    let counted = this.sensors.get(sensorNo);
    if (counted === undefined) {
      counted = { told, ofTold: 0, heard, ofHeard: 0 };
      this.sensors.set(sensorNo, counted);
    }
    if (counted.told !== told) [counted.told, counted.ofTold] = [told, 0];
    if (counted.heard !== heard) [counted.heard, counted.ofHeard] = [heard, 0];
    if (counted.ofTold >= MOST_IN_WINDOW || counted.ofHeard >= MOST_AT_ONCE) return false;
    counted.ofTold += 1;
    counted.ofHeard += 1;
    return true;
  }
}
