import { connect, type IClientOptions } from 'mqtt';
import type { Logger } from './logger.ts';
import type { MqttMessage } from './mqtt-message.ts';

/** Each holds one message until it is durable, so that many together fill a batch. */
const CONNECTIONS = 16;
/**
 * Soon: Mosquitto 2.0 forgets shared subscriptions when it is killed (measured), and what it acknowledges to devices
 * before they are made again reaches nobody.
 */
const RECONNECT_MS = 200;
const GROUP = '$share/dayi/';

export interface Listening {
  /** Topics to hear beside those from the start; those that are heard already are passed over. */
  hear: (topics: readonly string[]) => void;
  close: () => Promise<void>;
}

/**
 * Takes messages from a broker elsewhere, by shared subscriptions: several nodes share the work. A message
 * is acknowledged when `take` resolves; where it rejects the broker sends it again.
 */
export function listenToBroker(
  url: string,
  clientId: string,
  first: readonly string[],
  take: (message: MqttMessage) => Promise<void>,
  logger: Logger,
): Listening {
  const heard = new Set(first);
  let isAway = false;
  const options = (at: number): IClientOptions => ({
    clientId: `${clientId}-${String(at)}`,
    clean: false,
    protocolVersion: 5,
    properties: { sessionExpiryInterval: 86_400, receiveMaximum: 100 },
    reconnectPeriod: RECONNECT_MS,
    resubscribe: false,
  });
  const subscribeTo = (client: ReturnType<typeof connect>, topics: readonly string[]) => {
    const shared = topics.map((topic) => GROUP + topic);
    client.subscribe(shared, { qos: 1 }, (error) => {
      if (error !== null) logger.warn({ err: error }, 'the broker refused a subscription');
    });
  };
  const clients = Array.from({ length: CONNECTIONS }, (_, at) => {
    const client = connect(url, options(at));
    client.handleMessage = ({ topic, payload, retain }, done) => {
      const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
      take({ topic, payload: bytes, isRetained: retain }).then(
        () => done(),
        (error: unknown) => done(error as Error),
      );
    };
    client.on('connect', () => {
      isAway = false;
      subscribeTo(client, [...heard]);
    });
    client.on('error', (error) => {
      if (!isAway) logger.warn({ reason: error.message }, 'the MQTT broker is away');
      isAway = true;
    });
    return client;
  });
  return {
    hear: (topics) => {
      const fresh = topics.filter((topic) => !heard.has(topic));
      for (const topic of fresh) heard.add(topic);
      if (fresh.length === 0) return;
      for (const client of clients) if (client.connected) subscribeTo(client, fresh);
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.endAsync()));
    },
  };
}
