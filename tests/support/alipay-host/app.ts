import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import type { PhoneFiles } from './files.ts';
import { createMy } from './native.ts';
import { setPath, Surface, type RawNode } from './surface.ts';
import { readTemplates, type Template } from './templates.ts';
import { createTimers } from './timers.ts';

type Config = Record<string, unknown>;
type Method = (this: unknown, ...args: unknown[]) => unknown;

interface Instance extends Config {
  route: string;
  data: { root?: RawNode };
  eh: (event: unknown) => unknown;
}

interface AppJson {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
  tabBar: { items: { pagePath: string }[] };
}

const TAB_BAR = 'customize-tab-bar/index';

/** Boots the compiled Alipay bundle in this process, against a real server. */
export class AlipayApp {
  private readonly folder: string;
  private readonly context: vm.Context;
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly configs = new Map<string, Config>();
  private readonly templates: Map<string, Template>;
  private readonly json: AppJson;
  private readonly stack: Instance[] = [];
  private readonly timers = createTimers();
  private loading = '';
  private tabBar: Instance | undefined;
  private app: Config = {};
  /** Bytes of the largest single `setData`, as JSON. */
  largestSetData = 0;
  /** Every request so far, as method and path. */
  readonly asked: readonly string[];
  /** Ends the socket as a tunnel would. */
  readonly cutSocket: () => void;
  /** How often the socket has been opened. */
  readonly opened: () => number;
  readonly files: PhoneFiles;

  constructor(folder: string, serverUrl: string) {
    this.folder = folder;
    this.json = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson;
    this.templates = readTemplates(readFileSync(join(folder, 'base.axml'), 'utf8'));
    const { my, asked, cut, opened, files } = createMy(serverUrl, {
      open: (url, how) => {
        this.open(url, how);
      },
      back: () => {
        this.back();
      },
    });
    this.asked = asked;
    this.cutSocket = cut;
    this.opened = opened;
    this.files = files;
    const keep = (config: Config) => this.configs.set(this.loading, config);
    this.context = vm.createContext({
      my,
      App: (config: Config) => {
        this.app = config;
      },
      Page: keep,
      Component: keep,
      getApp: () => this.app,
      getCurrentPages: () => this.stack,
      navigator: { userAgent: 'AlipayClient' },
      console,
      ...this.timers.functions,
      queueMicrotask,
    });
  }

  /** Runs `app.js` and opens the first page. */
  launch(): void {
    this.require('./app.js', '');
    this.call(this.app, 'onLaunch', { path: this.json.pages[0], query: {} });
    this.call(this.app, 'onShow', { path: this.json.pages[0], query: {} });
    this.open(`/${this.json.pages[0] ?? ''}`, 'relaunch');
  }

  /** The page in front. */
  get page(): Surface {
    const top = this.stack.at(-1);
    if (!top) throw new Error('No page is open');
    return new Surface(top, this.templates);
  }

  get route(): string {
    return this.stack.at(-1)?.route ?? '';
  }

  get tabs(): Surface {
    if (!this.tabBar) throw new Error('No tab bar is shown');
    return new Surface(this.tabBar, this.templates);
  }

  /** Calls one of Alipay's own functions, as a link from outside the page would. */
  my(name: string, options: Record<string, unknown>): void {
    (this.context['my'] as Record<string, (given: object) => void>)[name]?.(options);
  }

  /** Waits until the page in front shows what is looked for. */
  async until<T>(look: (page: Surface) => T | undefined | false, withinMs = 20_000): Promise<T> {
    const endsAt = Date.now() + withinMs;
    for (;;) {
      const found = look(this.page);
      if (found !== undefined && found !== false) return found;
      if (Date.now() > endsAt) {
        throw new Error(`Not seen on ${this.route}: ${look.toString()}\n${this.page.text()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Leaves every page, so that its timers and its socket end. */
  close(): void {
    while (this.stack.length) this.call(this.stack.pop(), 'onUnload');
    this.timers.stop();
    (this.context['my'] as { closeSocket: () => void }).closeSocket();
  }

  private call(target: object | undefined, name: string, ...args: unknown[]): void {
    const method = (target as Record<string, unknown> | undefined)?.[name];
    if (typeof method === 'function') (method as Method).apply(target, args);
  }

  private require(request: string, from: string): unknown {
    const file = join(dirname(from), request.replace(/(\.js)?$/, '.js'));
    const known = this.modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    this.modules.set(file, module);
    const source = readFileSync(join(this.folder, file), 'utf8');
    const run = vm.runInContext(
      `(function (require, module, exports) {${source}\n})`,
      this.context,
      { filename: file },
    ) as (require: (name: string) => unknown, module: object, exports: object) => void;
    run((name) => this.require(name, file), module, module.exports);
    return module.exports;
  }

  private configOf(route: string): Config {
    const known = this.configs.get(route);
    if (known) return known;
    this.loading = route;
    this.require(`./${route}.js`, '');
    const loaded = this.configs.get(route);
    if (!loaded) throw new Error(`${route} registered neither a page nor a component`);
    return loaded;
  }

  private instantiate(route: string): Instance {
    const config = this.configOf(route);
    const methods = (config['methods'] ?? {}) as Config;
    const data = { root: { cn: [] }, ...(config['data'] as object | undefined) };
    const instance = Object.assign(Object.create(null) as Instance, config, methods, {
      route,
      data,
      // Taro marks this function on each page, so pages must not share it.
      onReady: (config['onReady'] as Method | undefined)?.bind(undefined),
      setData: (changes: Record<string, unknown>, done?: () => void) => {
        const bytes = Buffer.byteLength(JSON.stringify(changes));
        this.largestSetData = Math.max(this.largestSetData, bytes);
        for (const [path, value] of Object.entries(changes)) setPath(data, path, value);
        if (done) setTimeout(done, 0);
      },
    });
    const ready = config['onReady'] as Method | undefined;
    instance['onReady'] = function onReady(this: unknown, ...args: unknown[]) {
      return ready?.apply(this, args);
    };
    return instance;
  }

  private open(url: string, how: 'push' | 'replace' | 'tab' | 'relaunch'): void {
    const [path = '', query = ''] = url.replace(/^\//, '').split('?');
    const isTab = this.json.tabBar.items.some((item) => item.pagePath === path);
    if ((how === 'tab') !== isTab && how !== 'relaunch')
      throw new Error(`${path} cannot be opened by ${how}`);
    if (how === 'replace') this.call(this.stack.pop(), 'onUnload');
    else if (how === 'push') this.call(this.stack.at(-1), 'onHide');
    else while (this.stack.length) this.call(this.stack.pop(), 'onUnload');
    const instance = this.instantiate(path);
    this.stack.push(instance);
    this.call(instance, 'onLoad', Object.fromEntries(new URLSearchParams(query)));
    this.call(instance, 'onShow');
    this.call(instance, 'onReady');
    if (!isTab || this.tabBar) return;
    this.tabBar = this.instantiate(TAB_BAR);
    this.call(this.tabBar, 'didMount');
  }

  private back(): void {
    this.call(this.stack.pop(), 'onUnload');
    this.call(this.stack.at(-1), 'onShow');
  }
}
