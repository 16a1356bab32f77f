import { WebSocket } from 'ws';
import { PhoneFiles } from './files.ts';

interface Callbacks<T> {
  success?: (answer: T) => void;
  fail?: (failure: unknown) => void;
  complete?: (answer: unknown) => void;
}

interface RequestOptions extends Callbacks<unknown> {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  data?: string;
}

export interface Navigation {
  open: (url: string, how: 'push' | 'replace' | 'tab' | 'relaunch') => void;
  back: () => void;
}

const knownMethods = new Set(['GET', 'POST', 'PUT', 'DELETE']);

/** The real server stands where the build expected one. */
function moved(url: string, serverUrl: string): string {
  const { pathname, search } = new URL(url);
  return new URL(pathname + search, serverUrl).href;
}

async function call(options: RequestOptions, serverUrl: string): Promise<void> {
  const { method = 'GET', headers = {}, data, success, fail, complete } = options;
  if (!knownMethods.has(method)) throw new Error(`my.request knows no ${method}`);
  try {
    const hasBody = method !== 'GET' && data !== undefined;
    const response = await fetch(moved(options.url, serverUrl), {
      method,
      headers,
      ...(hasBody ? { body: data } : {}),
    });
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      data: await response.text(),
    };
    if (response.ok) success?.(answer);
    else fail?.({ ...answer, error: 19, errorMessage: `http status error ${response.status}` });
    complete?.(answer);
  } catch (failure) {
    fail?.({ error: 12, errorMessage: String(failure) });
    complete?.(failure);
  }
}

/** Alipay's one global socket with its once-set listeners. */
function sockets(serverUrl: string) {
  let socket: WebSocket | undefined;
  const on = {
    open: new Set<() => void>(),
    message: new Set<(event: { data: string }) => void>(),
    close: new Set<() => void>(),
  };
  let opened = 0;
  const cut = () => socket?.terminate();
  const surface = {
    connectSocket: ({ url }: { url: string }) => {
      const mine = new WebSocket(
        moved(url.replace(/^ws/, 'http'), serverUrl).replace(/^http/, 'ws'),
      );
      socket = mine;
      mine.on('open', () => {
        opened += 1;
        for (const listener of on.open) listener();
      });
      mine.on('message', (data: Buffer) => {
        for (const listener of on.message) listener({ data: data.toString() });
      });
      mine.on('close', () => {
        for (const listener of on.close) listener();
      });
      mine.on('error', () => undefined);
    },
    sendSocketMessage: ({ data }: { data: string }) => socket?.send(data),
    closeSocket: () => socket?.close(),
    onSocketOpen: (listener: () => void) => on.open.add(listener),
    onSocketMessage: (listener: (event: { data: string }) => void) => on.message.add(listener),
    onSocketClose: (listener: () => void) => on.close.add(listener),
    onSocketError: () => undefined,
  };
  return { surface, cut, opened: () => opened };
}

/** Alipay's `my`, as far as the compiled app calls it; anything else it asks for is not there. */
export function createMy(serverUrl: string, navigation: Navigation) {
  const stored = new Map<string, unknown>();
  const titles: string[] = [];
  const asked: string[] = [];
  const { surface, cut, opened } = sockets(serverUrl);
  const files = new PhoneFiles(serverUrl);
  const go =
    (how: 'push' | 'replace' | 'tab' | 'relaunch') =>
    ({ url, success, complete }: { url: string } & Callbacks<object>) => {
      navigation.open(url, how);
      success?.({});
      complete?.({});
    };
  const system = {
    platform: 'Android',
    SDKVersion: '2.8.7',
    pixelRatio: 3,
    windowWidth: 390,
    windowHeight: 844,
    screenWidth: 390,
    screenHeight: 844,
    language: 'zh-CN',
  };
  const my: Record<string, unknown> = {
    ...surface,
    ...files.surface,
    SDKVersion: system.SDKVersion,
    canIUse: () => true,
    request: (options: RequestOptions) => {
      asked.push(`${options.method ?? 'GET'} ${new URL(options.url).pathname}`);
      void call(options, serverUrl);
      return { abort: () => undefined };
    },
    getStorageSync: ({ key }: { key: string }) => ({ data: stored.get(key) ?? null }),
    setStorageSync: ({ key, data }: { key: string; data: unknown }) => stored.set(key, data),
    removeStorageSync: ({ key }: { key: string }) => stored.delete(key),
    getSystemInfoSync: () => system,
    setNavigationBar: ({ title, success }: { title?: string } & Callbacks<object>) => {
      if (title) titles.push(title);
      success?.({});
    },
    navigateTo: go('push'),
    redirectTo: go('replace'),
    switchTab: go('tab'),
    reLaunch: go('relaunch'),
    navigateBack: ({ success }: Callbacks<object> = {}) => {
      navigation.back();
      success?.({});
    },
  };
  return { my, titles, asked, cut, opened, files };
}
