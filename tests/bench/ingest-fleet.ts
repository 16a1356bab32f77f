/** What publishes: boxes with twenty sensors each, and sensors that speak for themselves; ten thousand together. */
export const FLEET = { gateways: 450, members: 20, singles: 1_000 };

const padded = (index: number) => String(index).padStart(4, '0');
export const keyOf = (code: string) => `dk_bench-${code}`;
export const memberCode = (gateway: number, member: number) =>
  `M-${padded(gateway * FLEET.members + member)}`;

export function deviceOf(kind: 'gateway' | 'single', index: number) {
  const code = `${kind === 'gateway' ? 'G' : 'S'}-${padded(index)}`;
  const place = kind === 'gateway' ? `gateway/${code}` : code;
  return { code, key: keyOf(code), topic: `dayi/33OWN/${place}/current` };
}

const SESSION_MS = 7_200_000;

/**
 * What the sensor of a number reads: two hours of standby, two hours of work, with noise, each at its own time: more
 * turns a day than most instruments make.
 */
export function amperesOf(sensor: number, at: number): number {
  const isOn = Math.floor(at / SESSION_MS + sensor / 37) % 2 === 1;
  return (isOn ? 2_400 : 310) / 1_000 + ((at / 1_000 + sensor) % 17) / 1_000;
}
