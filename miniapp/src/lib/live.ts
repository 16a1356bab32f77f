import { create } from 'zustand';
import type { LiveEvent, LiveRequest } from '@dayi/shared/contracts/live';
import { LIVE_PATH } from '@dayi/shared/routes/index';
import { apiAddress } from './request';
import { currentSession, useSession } from './session';
import { openSocket } from './socket';
import type { Socket } from './socket';

type Listener = (event: LiveEvent) => void;

interface LiveState {
  /** `down` from the second failed attempt on: only then do screens fall back to polling. */
  state: 'idle' | 'connecting' | 'open' | 'down';
}

/** How the live connection stands, for "实时同步" and for the polling fallback. */
export const useLive = create<LiveState>(() => ({ state: 'idle' }));

const listeners = new Map<string, Set<Listener>>();
const lastSeq = new Map<string, number>();
const reconnectListeners = new Set<() => void>();

const PING_EVERY_MS = 25_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

let socket: Socket | null = null;
let isOpen = false;
let wasOpen = false;
let attempts = 0;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let pingTimer: ReturnType<typeof setInterval> | undefined;
let heardSincePing = true;

/** Listens to one topic over the one socket; returns how to stop. */
export function listenTo(topic: string, listener: Listener): () => void {
  const known = listeners.get(topic);
  if (known) known.add(listener);
  else {
    listeners.set(topic, new Set([listener]));
    if (isOpen) send({ subscribe: [topic] });
  }
  connect();
  return () => {
    const left = listeners.get(topic);
    left?.delete(listener);
    if (left?.size !== 0) return;
    listeners.delete(topic);
    lastSeq.delete(topic);
    if (isOpen) send({ unsubscribe: [topic] });
  };
}

/** Called after every reconnect: what was missed must be fetched again. */
export function onReconnect(listener: () => void): () => void {
  reconnectListeners.add(listener);
  return () => reconnectListeners.delete(listener);
}

function liveAddress(): string {
  const address = apiAddress(LIVE_PATH);
  const absolute = /^https?:/.test(address) ? address : `${window.location.origin}${address}`;
  return absolute.replace(/^http/, 'ws');
}

function connect(): void {
  if (socket || listeners.size === 0) return;
  clearTimeout(retryTimer);
  useLive.setState({ state: attempts > 1 ? 'down' : 'connecting' });
  socket = openSocket(liveAddress(), {
    onOpen: handleOpen,
    onMessage: handleMessage,
    onClose: handleClose,
  });
}

/** Ends the connection; what is said until it has closed would be lost. */
function hangUp(): void {
  isOpen = false;
  socket?.close();
}

function send(message: LiveRequest): void {
  socket?.send(JSON.stringify(message));
}

function handleOpen(): void {
  isOpen = true;
  heardSincePing = true;
  const token = currentSession()?.token;
  // With a token the topics follow once the server has said who we are, or it would refuse `me`.
  if (token) send({ auth: token });
  else subscribeAll(false);
  clearInterval(pingTimer);
  pingTimer = setInterval(() => {
    if (!heardSincePing) {
      hangUp();
      return;
    }
    heardSincePing = false;
    send({ ping: true });
  }, PING_EVERY_MS);
  useLive.setState({ state: 'open' });
  if (wasOpen) for (const listener of reconnectListeners) listener();
  wasOpen = true;
}

function subscribeAll(signedIn: boolean): void {
  const topics = [...listeners.keys()].filter((topic) => signedIn || topic !== 'me');
  if (topics.length) send({ subscribe: topics, since: Object.fromEntries(lastSeq) });
}

function handleMessage(text: string): void {
  heardSincePing = true;
  attempts = 0;
  const event = JSON.parse(text) as LiveEvent;
  if (event.event === 'ready') {
    subscribeAll(event.signedIn);
    return;
  }
  if (event.event === 'pong' || event.event === 'refused') return;
  lastSeq.set(event.topic, event.seq);
  for (const listener of listeners.get(event.topic) ?? []) listener(event);
}

function handleClose(): void {
  if (!socket) return;
  socket = null;
  isOpen = false;
  clearInterval(pingTimer);
  attempts += 1;
  useLive.setState({ state: attempts > 1 ? 'down' : 'connecting' });
  const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 7));
  retryTimer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
}

// Another person's sign-in must not go on hearing the first one's topics.
useSession.subscribe((state, before) => {
  if (state.session?.user.id !== before.session?.user.id) hangUp();
});
