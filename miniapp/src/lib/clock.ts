let skewMs = 0;

/** Learns from an answer's Date header how far this phone's clock is off; a second or two is only its rounding. */
export function noteServerDate(header: string | undefined): void {
  const served = header ? Date.parse(header) : NaN;
  if (Number.isNaN(served)) return;
  // The header leaves out the milliseconds: on average half a second.
  const difference = served + 500 - Date.now();
  skewMs = Math.abs(difference) > 2000 ? difference : 0;
}

/** An instant of this phone's clock, by the server's. */
export function byServerClock(at: number): number {
  return at + skewMs;
}

/** The present by the server's clock, so that countdowns end when the server ends them. */
export function now(): number {
  return Date.now() + skewMs;
}
