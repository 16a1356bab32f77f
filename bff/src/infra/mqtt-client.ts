import { connect, type IConnackPacket, type MqttClient } from 'mqtt';
import type { Logger } from './logger.ts';
import type { MqttMessage } from './mqtt-message.ts';

/** Messages that may wait to be durable on one connection, so that many together fill a batch. */
const MOST_UNACKNOWLEDGED = 100;
const RECONNECT_MS = 200;
/** How long a broker keeps a session, and what waits in it, while nobody fetches. */
const SESSION_SECONDS = 86_400;
const TAKEN_OVER = 0x8e;

export interface Session {
  /** Outlives the connection: what comes while nobody is connected waits under this name. */
  clientId: string;
  filters: readonly string[];
}

export interface Listening {
  /** Filters to hear beside those from the start; those that are heard already are passed over. */
  hear: (filters: readonly string[]) => void;
  /** Whether another has taken the session over; it is left to that one. */
  isTakenOver: () => boolean;
  close: () => Promise<void>;
}

interface Acknowledgement {
  cmd: string;
  messageId?: number | undefined;
  reasonCode?: number;
}

type Send = (packet: Acknowledgement, done?: () => void, ...rest: unknown[]) => void;

/**
 * The client acknowledges a message before it reads the next, and offers no other way: a commit for each.
 * So it is let go on reading, and its acknowledgements are sent when the message is durable, in the order of arrival
 * as MQTT asks. One that belongs to a connection of before would acknowledge another message: it is left out.
 */
function acknowledgeLater(client: MqttClient, take: (message: MqttMessage) => Promise<void>) {
  const inner = client as unknown as { _sendPacket: Send };
  const send = inner._sendPacket.bind(client);
  inner._sendPacket = (packet, done, ...rest) => {
    if (packet.cmd === 'puback') done?.();
    else send(packet, done, ...rest);
  };
  let connection = 0;
  client.on('close', () => (connection += 1));
  let before = Promise.resolve();
  client.handleMessage = ({ topic, payload, qos, retain, messageId }, done) => {
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    const cameBy = connection;
    const taken = take({ topic, payload: bytes, isRetained: retain });
    if (qos === 0) taken.catch(() => undefined);
    else {
      // What is not taken stays unacknowledged: the broker tells it again to whoever comes next.
      before = Promise.allSettled([taken, before]).then(([{ status }]) => {
        if (status === 'rejected' || cameBy !== connection || !client.connected) return;
        send({ cmd: 'puback', messageId, reasonCode: 0 });
      });
    }
    done();
  };
}

/** Takes messages from a broker elsewhere in a session that it keeps. Each is acknowledged when `take` resolves. */
export function listenToBroker(
  url: string,
  { clientId, filters }: Session,
  take: (message: MqttMessage) => Promise<void>,
  logger: Logger,
): Listening {
  const heard = new Set(filters);
  let isAway = false;
  let wasThere = false;
  let isTakenOver = false;
  const client = connect(url, {
    clientId,
    clean: false,
    protocolVersion: 5,
    properties: {
      sessionExpiryInterval: SESSION_SECONDS,
      receiveMaximum: MOST_UNACKNOWLEDGED,
    },
    reconnectPeriod: RECONNECT_MS,
    resubscribe: false,
  });
  acknowledgeLater(client, take);
  const subscribeTo = (wanted: readonly string[]) => {
    if (wanted.length === 0) return;
    // What a broker retains is not told anew with each connection.
    client.subscribe([...wanted], { qos: 1, rh: 1 }, (error) => {
      if (error !== null) logger.warn({ err: error }, 'the broker refused a subscription');
    });
  };
  client.on('connect', ({ sessionPresent }: IConnackPacket) => {
    if (wasThere && !sessionPresent) {
      logger.warn({ clientId }, 'the MQTT broker forgot our session, and what waited in it');
    }
    [isAway, wasThere] = [false, true];
    subscribeTo([...heard]);
  });
  client.on('disconnect', ({ reasonCode }) => {
    if (reasonCode !== TAKEN_OVER) return;
    isTakenOver = true;
    client.end(true);
  });
  client.on('error', (error) => {
    if (!isAway) logger.warn({ reason: error.message }, 'the MQTT broker is away');
    isAway = true;
  });
  return {
    hear: (wanted) => {
      const fresh = wanted.filter((filter) => !heard.has(filter));
      for (const filter of fresh) heard.add(filter);
      if (client.connected) subscribeTo(fresh);
    },
    isTakenOver: () => isTakenOver,
    close: async () => {
      await client.endAsync();
    },
  };
}
