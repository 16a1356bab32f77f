import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client, type PublishPacket } from 'aedes';
import type { MqttMessage } from './mqtt-message.ts';

/** Who is connected, by what they came in with. */
export interface Visitor {
  name: string;
  secretHash: string;
}

export interface BrokerRules {
  /** Null is nobody. */
  admit: (username: string, password: string) => Promise<Visitor | null>;
  /** A rejection ends the connection, unacknowledged; what resolves is acknowledged. */
  take: (visitor: Visitor, message: MqttMessage) => Promise<void>;
  maySubscribe: (visitor: Visitor, topic: string) => boolean;
  /** Bytes of one packet; one that announces more is not read, and its connection ends. */
  mostBytes: number;
  refuseSize: (visitor: Visitor) => void;
}

const NOBODY: Visitor = { name: '', secretHash: '' };
const MOST_CONNECTIONS = 20_000;

/** What devices say is taken, not passed on: nobody else listens here, and nothing is kept for later. */
class SilentBroker extends Aedes {
  /** The types leave out that the broker names the client who published, where there is one. */
  override publish(packet: PublishPacket, ...rest: readonly unknown[]): void {
    const [client, done] = rest;
    if (typeof client !== 'function' && client != null && typeof done === 'function') {
      (done as (error: null, packet: PublishPacket) => void)(null, packet);
    } else {
      (super.publish as (...all: unknown[]) => void).call(this, packet, ...rest);
    }
  }
}

/**
 * Bytes a connection has announced for the packet that is on its way. The parser would gather them all
 * before anyone is asked, and it is the only one that knows.
 */
const announced = (client: Client): number =>
  (client as unknown as { _parser: { packet: { length: number } } })._parser.packet.length;

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A broker in this process. Port 0 is any free one. */
export async function openBroker(port: number, host: string, rules: BrokerRules) {
  const visitors = new Map<Client, Visitor>();
  const visitorOf = (client: Client | null): Visitor =>
    (client === null ? undefined : visitors.get(client)) ?? NOBODY;
  const broker = new SilentBroker({
    authenticate: (client, username, password, done) => {
      rules.admit(username ?? '', password?.toString() ?? '').then(
        (visitor) => {
          if (visitor !== null && !client.closed) visitors.set(client, visitor);
          done(null, visitor !== null);
        },
        () => done(null, false),
      );
    },
    // The acknowledgement goes out right after this, before any subscriber would hear: so it is here that
    // the message has to be durable.
    authorizePublish: (client, { topic, payload, retain }, done) => {
      const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
      rules.take(visitorOf(client), { topic, payload: bytes, isRetained: retain }).then(
        () => done(null),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
    authorizeSubscribe: (client, subscription, done) => {
      done(null, rules.maySubscribe(visitorOf(client), subscription.topic) ? subscription : null);
    },
  });
  await broker.listen();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const client = broker.handle(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      visitors.delete(client);
    });
    socket.on('readable', () => {
      if (announced(client) <= rules.mostBytes) return;
      rules.refuseSize(visitorOf(client));
      socket.destroy();
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  const bound = await listen(server, port, host);
  return {
    port: bound,
    /** Ends the connections of those who are not welcome any more. */
    dismiss: (isWelcome: (visitor: Visitor) => boolean) => {
      for (const [client, visitor] of visitors) if (!isWelcome(visitor)) client.close();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      await new Promise<void>((resolve) => broker.close(resolve));
      // Those that never said who they are.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
