const byGroup: readonly (readonly [prefix: string, drawing: string])[] = [
  ['0101', 'electron'],
  ['0102', 'mass'],
  ['0103', 'xray'],
  ['0104', 'spectrum'],
  ['0105', 'chroma'],
  ['0106', 'resonance'],
  ['0107', 'scope'],
  ['0108', 'microscope'],
  ['0109', 'thermal'],
  ['01', 'bio'],
  ['0201', 'force'],
  ['0203', 'probe'],
  ['02', 'gauge'],
  ['0302', 'thermal'],
  ['03', 'gauge'],
  ['04', 'scope'],
  ['05', 'field'],
  ['06', 'field'],
  ['07', 'field'],
  ['08', 'field'],
  ['09', 'bio'],
  ['10', 'xray'],
  ['11', 'xray'],
  ['12', 'furnace'],
  ['13', 'compute'],
  ['14', 'laser'],
];

/** The drawing for a national class code; the first matching prefix wins. */
export function drawingOf(classCode: string): string {
  return byGroup.find(([prefix]) => classCode.startsWith(prefix))?.[1] ?? 'generic';
}
