import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveRequest, type LiveEvent } from '@dayi/shared/contracts/live';
import { LIVE_PATH } from '@dayi/shared/routes/index';
import { WebSocket, WebSocketServer } from 'ws';
import type { Deps } from '../deps.ts';
import { readActor, rereadActor } from '../features/identity/index.ts';
import { newestSeq } from '../infra/outbox.ts';
import { liveChannel, type TopicEvent } from '../infra/live-bus.ts';
import { subscribe, type Subscriber } from '../infra/redis.ts';
import type { Actor } from '../policy.ts';

const PING_MS = 30_000;
const FAREWELL_MS = 1_000;
const FAREWELL_STEP_MS = 50;
const MAX_MESSAGE_BYTES = 16 * 1024;
const MAX_TOPICS = 100;
/** A phone that does not keep up is let go; it comes back and reads anew. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

interface Peer {
  socket: WebSocket;
  actor: Actor | null;
  /** The topic a peer asked for, by the topic events come under (`me` is `user:ID`). */
  topics: Map<string, string>;
  isAlive: boolean;
}

const isPersonal = (heard: string) => heard.startsWith('user:') || heard.startsWith('board:');

function dropPersonal(peer: Peer): void {
  for (const heard of peer.topics.keys()) if (isPersonal(heard)) peer.topics.delete(heard);
}

/** Staff of a unit may watch its board; everyone may watch an instrument; `me` is oneself. */
function resolveTopic(topic: string, actor: Actor | null): string | undefined {
  if (topic === 'me') return actor === null ? undefined : `user:${actor.userId}`;
  const [kind, id] = topic.split(':');
  if (id === undefined || id === '') return undefined;
  if (kind === 'instrument') return topic;
  if (kind !== 'board' || actor === null) return undefined;
  const isStaff = actor.holdings.some(
    ({ role, scopeKind, scopeId }) =>
      (role === 'operator' &&
        scopeKind === 'crew' &&
        actor.crews.some((crew) => crew.id === scopeId && crew.unitId === id)) ||
      (role === 'unit_admin' && scopeKind === 'unit' && scopeId === id),
  );
  return isStaff ? topic : undefined;
}

/**
 * WebSockets of one process. Events come in over Redis from whichever process relayed them, and go
 * out to the sockets that watch their topic. While Redis is away nothing is lost: events wait in the
 * outbox, and apps poll.
 */
export class LiveHub {
  private readonly peers = new Set<Peer>();
  private readonly server: WebSocketServer;
  private readonly subscriber: Subscriber;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly deps: Deps;
  private lastSeq = 0;

  constructor(deps: Deps, http: Server) {
    this.deps = deps;
    this.server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
    void this.readLastSeq();
    this.subscriber = subscribe(deps.config.redisUrl, liveChannel(deps.config), (text) => {
      this.fanOut(JSON.parse(text) as TopicEvent, text);
    });
    http.on('upgrade', (request, socket, head) => {
      // A bare socket: an error that nobody hears would end the process.
      socket.on('error', () => socket.destroy());
      if (request.url?.split('?', 1)[0] !== LIVE_PATH) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n', () => socket.destroy());
        return;
      }
      this.server.handleUpgrade(request, socket, head, (ws) => {
        this.welcome(ws);
      });
    });
    this.heartbeat = setInterval(() => {
      this.dropSilent();
    }, PING_MS);
  }

  /** So that a snapshot names the newest event there is, not the newest this process has seen. */
  private async readLastSeq(): Promise<void> {
    const newest = await newestSeq(this.deps.db).catch(() => 0);
    this.lastSeq = Math.max(this.lastSeq, newest);
  }

  private welcome(socket: WebSocket): void {
    const peer: Peer = { socket, actor: null, topics: new Map(), isAlive: true };
    this.peers.add(peer);
    this.deps.metrics.liveSockets.set(this.peers.size);
    // Messages of one socket are worked off in turn: a token is read before what follows it.
    let turn = Promise.resolve();
    socket.on('message', (data: Buffer) => {
      peer.isAlive = true;
      turn = turn.then(() => this.hear(peer, data.toString())).catch(() => undefined);
    });
    socket.on('pong', () => {
      peer.isAlive = true;
    });
    socket.on('close', () => {
      this.peers.delete(peer);
      this.deps.metrics.liveSockets.set(this.peers.size);
    });
    socket.on('error', () => {
      socket.terminate();
    });
  }

  private say(peer: Peer, event: LiveEvent): void {
    if (peer.socket.readyState === WebSocket.OPEN) peer.socket.send(JSON.stringify(event));
  }

  private async hear(peer: Peer, text: string): Promise<void> {
    let message: LiveRequest;
    try {
      message = LiveRequest.parse(JSON.parse(text));
    } catch {
      this.say(peer, { event: 'refused', topic: '', code: 'request.malformed' });
      return;
    }
    if ('auth' in message) {
      try {
        // What the person before was told is not this one's to hear.
        dropPersonal(peer);
        peer.actor = null;
        peer.actor = await readActor(this.deps, message.auth);
        this.say(peer, { event: 'ready', signedIn: true });
      } catch {
        this.say(peer, { event: 'refused', topic: '', code: 'auth.token_invalid' });
      }
    } else if ('subscribe' in message) {
      for (const topic of message.subscribe) this.subscribe(peer, topic);
    } else if ('unsubscribe' in message) {
      for (const [heard, asked] of peer.topics) {
        if (message.unsubscribe.includes(asked)) peer.topics.delete(heard);
      }
    } else this.say(peer, { event: 'pong' });
  }

  private subscribe(peer: Peer, topic: string): void {
    const heard = resolveTopic(topic, peer.actor);
    if (heard === undefined || peer.topics.size >= MAX_TOPICS) {
      this.say(peer, { event: 'refused', topic, code: 'access.forbidden' });
      return;
    }
    peer.topics.set(heard, topic);
    this.say(peer, { event: 'snapshot', topic, seq: this.lastSeq });
  }

  private fanOut(event: TopicEvent, text: string): void {
    this.lastSeq = Math.max(this.lastSeq, event.seq);
    for (const peer of this.peers) {
      const asked = peer.topics.get(event.topic);
      if (asked === undefined || peer.socket.readyState !== WebSocket.OPEN) continue;
      if (peer.socket.bufferedAmount > MAX_BUFFERED_BYTES) peer.socket.terminate();
      else
        peer.socket.send(asked === event.topic ? text : JSON.stringify({ ...event, topic: asked }));
    }
  }

  private dropSilent(): void {
    for (const peer of this.peers) {
      if (!peer.isAlive) peer.socket.terminate();
      peer.isAlive = false;
      if (peer.socket.readyState === WebSocket.OPEN) peer.socket.ping();
      void this.reviewIdentity(peer);
    }
  }

  /** A session or role that ended since is heard of no longer. */
  private async reviewIdentity(peer: Peer): Promise<void> {
    if (peer.actor === null) return;
    try {
      peer.actor = await rereadActor(this.deps, peer.actor);
    } catch {
      // The database being away says nothing about the person.
      return;
    }
    for (const [heard, asked] of peer.topics) {
      if (isPersonal(heard) && resolveTopic(asked, peer.actor) !== heard) {
        peer.topics.delete(heard);
        this.say(peer, { event: 'refused', topic: asked, code: 'auth.token_invalid' });
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    for (const peer of this.peers) peer.socket.close(1001);
    this.server.close();
    this.subscriber.disconnect();
    const isEmpty = () => this.peers.size === 0;
    for (let waited = 0; waited < FAREWELL_MS && !isEmpty(); waited += FAREWELL_STEP_MS) {
      await sleep(FAREWELL_STEP_MS);
    }
    // Who does not answer the farewell is let go: a frozen phone must not keep a server from ending.
    for (const peer of this.peers) peer.socket.terminate();
  }
}
