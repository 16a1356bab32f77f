/** What publishes: boxes with twenty sensors each, and sensors that speak for themselves. */
export const FLEET = { gateways: 200, members: 20, singles: 400 };

const padded = (index: number) => String(index).padStart(4, '0');
export const keyOf = (code: string) => `dk_bench-${code}`;
export const memberCode = (gateway: number, member: number) =>
  `M-${padded(gateway * FLEET.members + member)}`;

export function deviceOf(kind: 'gateway' | 'single', index: number) {
  const code = `${kind === 'gateway' ? 'G' : 'S'}-${padded(index)}`;
  const place = kind === 'gateway' ? `gateway/${code}` : code;
  return { code, key: keyOf(code), topic: `dayi/33OWN/${place}/current` };
}
