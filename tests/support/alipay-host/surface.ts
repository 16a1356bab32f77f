import { type Template, templateOf } from './templates.ts';

/** One node as Taro's runtime hands it over by `setData`. */
export interface RawNode {
  nn?: string;
  sid?: string;
  uid?: string;
  cl?: string;
  v?: string;
  cn?: RawNode[];
}

export interface Found {
  node: RawNode;
  /** From the node itself up to the root. */
  path: RawNode[];
}

interface MiniEvent {
  type: string;
  timeStamp: number;
  detail: Record<string, unknown>;
  target: { id: string; dataset: { sid: string } };
  currentTarget: { id: string; dataset: { sid: string } };
}

interface Instance {
  data: { root?: RawNode };
  eh: (event: MiniEvent) => unknown;
}

/** Sets one of setData's paths, as `root.cn.[0].cn.[2].cl`. */
export function setPath(data: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = steps.pop();
  if (last === undefined) return;
  let at = data as Record<string, Record<string, unknown>>;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1] ?? last;
    at[step] ??= (/^\d+$/.test(next) ? [] : {}) as Record<string, unknown>;
    at = at[step] as Record<string, Record<string, unknown>>;
  }
  (at as Record<string, unknown>)[last] = value;
}

/** What a page or a component shows, searched and touched as a finger would. */
export class Surface {
  private readonly instance: Instance;
  private readonly templates: Map<string, Template>;

  constructor(instance: Instance, templates: Map<string, Template>) {
    this.instance = instance;
    this.templates = templates;
  }

  private template(node: RawNode): Template | undefined {
    return node.nn === undefined ? undefined : templateOf(this.templates, node.nn);
  }

  /** Every node that a template draws, depth first. */
  *nodes(): Generator<Found> {
    const walk = function* (this: Surface, node: RawNode, above: RawNode[]): Generator<Found> {
      const path = [node, ...above];
      if (node.v === undefined && node.nn !== undefined && !this.template(node)) {
        throw new Error(`No template draws a node of the kind ${node.nn}`);
      }
      yield { node, path };
      for (const child of node.cn ?? []) yield* walk.call(this, child, path);
    };
    for (const child of this.instance.data.root?.cn ?? []) yield* walk.call(this, child, []);
  }

  find(matches: (node: RawNode) => boolean): Found | undefined {
    for (const found of this.nodes()) if (matches(found.node)) return found;
    return undefined;
  }

  byId(id: string): Found | undefined {
    return this.find((node) => node.uid === id);
  }

  /** The innermost node that shows these words. */
  byText(words: string): Found | undefined {
    return this.find((node) => node.v?.includes(words) ?? false);
  }

  /** All words on the screen. */
  text(): string {
    return [...this.nodes()].map(({ node }) => node.v ?? '').join(' ');
  }

  /** Fires a bubbling event: `eh` is called for each node on the way up whose template listens. */
  fire(found: Found, type: string, detail: Record<string, unknown> = {}, bubbles = true): void {
    const place = (node: RawNode) => ({
      id: node.uid ?? node.sid ?? '',
      dataset: { sid: node.sid ?? '' },
    });
    const listening = found.path.filter((node) => this.template(node)?.events.has(type));
    if (!listening.length) throw new Error(`Nothing listens to ${type} there`);
    for (const node of bubbles ? listening : listening.slice(0, 1)) {
      this.instance.eh({
        type,
        timeStamp: Date.now(),
        detail,
        target: place(found.node),
        currentTarget: place(node),
      });
    }
  }

  tap(found: Found): void {
    this.fire(found, 'tap');
  }

  type(found: Found, value: string): void {
    this.fire(found, 'input', { value, cursor: value.length }, false);
  }
}
