/** What a careful eye would find wrong with the part of a page that is on the screen. */
export interface Flaw {
  kind: 'sideways' | 'cut' | 'overlap' | 'covered' | 'small_target';
  text: string;
  where: string;
}

/**
 * Runs inside the page. `target` is the least side of anything that can be tapped, in CSS pixels: what
 * counts is where a tap lands, so a small chip with room around it is large enough.
 */
export function findFlaws(target: number): Flaw[] {
  const flaws: Flaw[] = [];
  const width = window.innerWidth;
  const height = window.innerHeight;
  const nameOf = (element: Element) => {
    const names: string[] = [];
    for (let at: Element | null = element; at && names.length < 4; at = at.parentElement) {
      names.unshift(at.id ? `#${at.id}` : `.${[...at.classList].join('.')}`);
    }
    return names.join(' ');
  };
  const report = (kind: Flaw['kind'], element: Element, text: string) => {
    flaws.push({ kind, text: text.trim().slice(0, 60), where: nameOf(element) });
  };
  const ancestors = (element: Element) => {
    const found: { element: Element; style: CSSStyleDeclaration; box: DOMRect }[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      found.push({ element: at, style: getComputedStyle(at), box: at.getBoundingClientRect() });
    }
    return found;
  };
  const related = (one: Element, other: Element) => one.contains(other) || other.contains(one);
  const floats = (element: Element) =>
    ancestors(element).some(({ style }) => ['fixed', 'sticky'].includes(style.position));

  const root = document.scrollingElement ?? document.documentElement;
  if (root.scrollWidth > width + 1) report('sideways', root, `${root.scrollWidth} > ${width}`);

  interface Piece {
    element: Element;
    text: string;
    box: DOMRect;
  }
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent ?? '';
    if (!element || text.trim() === '' || element.closest('.hidden-words, style, script')) continue;
    if (getComputedStyle(element).visibility === 'hidden') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const above = ancestors(element);
    const isShortened = above
      .slice(0, 2)
      .some(({ style }) => style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none');
    for (const box of range.getClientRects()) {
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      if (box.width < 1 || x < 0 || x > width || y < 0 || y > height) continue;
      const hit = document.elementFromPoint(x, y);
      if (!hit) continue;
      if (!related(hit, element)) {
        // What scrolls below a bar is covered rightly, and so is what lies under an open sheet.
        if (!floats(hit)) report('covered', element, text);
        continue;
      }
      if (!isShortened) {
        let scrollsX = false;
        let scrollsY = false;
        for (const { element: holder, style, box: room } of above) {
          scrollsX ||= ['auto', 'scroll'].includes(style.overflowX);
          scrollsY ||= ['auto', 'scroll'].includes(style.overflowY);
          if (!scrollsX && style.overflowX !== 'visible' && holder !== document.body) {
            // A space kept at the end of a line hangs over its edge.
            const hanging = style.whiteSpace === 'pre-wrap' ? 6 : 1;
            if (box.right > room.right + hanging || box.left < room.left - 1)
              report('cut', element, text);
          }
          if (!scrollsY && style.overflowY !== 'visible' && holder !== document.body) {
            const slack = box.height / 4;
            if (box.bottom - slack > room.bottom || box.top + slack < room.top)
              report('cut', element, text);
          }
        }
        if (!scrollsX && (box.right > width + 1 || box.left < -1)) report('cut', element, text);
      }
      pieces.push({ element, text, box });
    }
  }
  // A line's box is taller than its letters.
  const inner = ({ box }: Piece) => ({
    left: box.left + 1,
    right: box.right - 1,
    top: box.top + box.height / 4,
    bottom: box.bottom - box.height / 4,
  });
  pieces.forEach((one, index) => {
    const a = inner(one);
    for (const other of pieces.slice(index + 1)) {
      if (one.element === other.element) continue;
      const b = inner(other);
      const isApart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      if (isApart || floats(one.element) !== floats(other.element)) continue;
      report('overlap', one.element, `${one.text} × ${other.text}`);
    }
  });

  const roles = ['button', 'link', 'tab', 'radio', 'switch', 'option', 'checkbox'];
  const acting = roles.map((role) => `[role=${role}]`).join(',');
  for (const element of document.querySelectorAll(`${acting},button,input,textarea,a[href]`)) {
    const box = element.getBoundingClientRect();
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    if (box.width < 1 || x < 0 || x > width || y < 0 || y > height) continue;
    const centre = document.elementFromPoint(x, y);
    if (!centre || !related(centre, element)) continue;
    const reach = target / 2 - 1;
    const probes = [
      [x - reach, y],
      [x + reach, y],
      [x, y - reach],
      [x, y + reach],
    ] as const;
    const isMissed = probes.some(([px, py]) => {
      if (px < 0 || px >= width || py < 0 || py >= height) return false;
      const hit = document.elementFromPoint(px, py);
      if (!hit || element.contains(hit)) return false;
      // The rest of it may be scrolled below a bar.
      return floats(hit) === floats(element);
    });
    if (isMissed)
      report(
        'small_target',
        element,
        `${Math.round(box.width)}×${Math.round(box.height)} ${element.getAttribute('aria-label') ?? element.textContent}`,
      );
  }
  return flaws;
}
