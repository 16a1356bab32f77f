import { hostname } from 'node:os';
import type { Deps } from '../../../deps.ts';
import { listenToBroker } from '../../../infra/mqtt-client.ts';
import { openBroker } from '../../../infra/mqtt-broker.ts';
import type { MqttMessage } from '../../../infra/mqtt-message.ts';
import type { Device } from '../domain/fleet.ts';
import { MOST_BYTES, receiveMessage } from '../domain/receive.ts';
import { maySubscribe, mayPublish, placeOf } from '../domain/topics.ts';
import { hashDeviceKey } from '../tokens.ts';
import { type Intake, intakeOf } from './open-intake.ts';

export interface SensorGate {
  /** Where devices connect; null with a broker elsewhere. */
  port: number | null;
  close: () => Promise<void>;
}

const LISTEN_AGAIN_MS = 5_000;
/** Our own topics, and those that the known firmwares use unless told otherwise. */
const EVERYWHERE = [
  'dayi/+/+/current',
  'dayi/+/gateway/+/current',
  'tele/+/SENSOR',
  'tele/+/LWT',
  '+/events/rpc',
  '+/online',
];

const bare = (device: Device) => device.sensor ?? device.gateway;

class EmbeddedGate {
  /** What each name signed in with: a key that was changed since opens nothing more. */
  private readonly signedIn = new Map<string, string>();

  constructor(
    private readonly deps: Deps,
    private readonly intake: Intake,
  ) {}

  isKnown = async (code: string, key: string): Promise<boolean> => {
    const hash = hashDeviceKey(key);
    const isKey = () => {
      const device = this.intake.keeper.fleet.withKey(hash);
      return device !== undefined && bare(device).code === code;
    };
    if (!isKey()) await this.intake.keeper.renew();
    if (isKey()) this.signedIn.set(code, hash);
    return isKey();
  };

  private deviceOf(code: string): Device | undefined {
    const device = this.intake.keeper.fleet.withCode(code);
    const isSame = device !== undefined && bare(device).secretHash === this.signedIn.get(code);
    return isSame ? device : undefined;
  }

  take = async (code: string, message: MqttMessage): Promise<void> => {
    const { intake } = this;
    const { fleet } = intake.gate;
    const device = this.deviceOf(code);
    if (device === undefined) throw new Error(`${code} is not known any more`);
    const heardAt = this.deps.clock.now().getTime();
    if (!mayPublish(fleet, device, message.topic)) {
      const reject = { subject: bare(device).id, reason: 'foreign_topic', index: 0 } as const;
      intake.notes.note({ taken: [], rejects: [reject], presence: null }, heardAt);
      throw new Error(`${code} may not publish there`);
    }
    // A firmware's other words concern nobody.
    if ('reason' in placeOf(fleet, message.topic)) return;
    if (device.gateway !== undefined) intake.notes.noteGateway(device.gateway.id);
    await intake.keep(receiveMessage(intake.gate, { ...message, heardAt }), heardAt);
  };

  maySubscribe = (code: string, topic: string): boolean => {
    const device = this.deviceOf(code);
    return device !== undefined && maySubscribe(device, topic);
  };

  refuseSize = (code: string): void => {
    const device = this.deviceOf(code);
    if (device === undefined) return;
    const reject = { subject: bare(device).id, reason: 'payload_too_large', index: 0 } as const;
    const heardAt = this.deps.clock.now().getTime();
    this.intake.notes.note({ taken: [], rejects: [reject], presence: null }, heardAt);
  };
}

async function openEmbedded(
  deps: Deps,
  intake: Intake,
  { port, isChosen }: { port: number; isChosen: boolean },
): Promise<SensorGate> {
  const { isKnown, take, maySubscribe, refuseSize } = new EmbeddedGate(deps, intake);
  const rules = { isKnown, take, maySubscribe, refuseSize, mostBytes: MOST_BYTES };
  const open = (at: number) => openBroker(at, deps.config.host, rules);
  try {
    return await open(port);
  } catch (error) {
    // The usual port may be another broker's; one that was asked for must be had.
    if (isChosen || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return await open(0);
  }
}

/** With a broker elsewhere, its own rules say who may write what; sensor and topic still have to belong together. */
function openOutside(deps: Deps, intake: Intake, url: string): SensorGate {
  const take = async (message: MqttMessage) => {
    const heardAt = deps.clock.now().getTime();
    await intake.keep(receiveMessage(intake.gate, { ...message, heardAt }), heardAt);
  };
  const topics = () => [...EVERYWHERE, ...intake.keeper.fleet.topicsOfTheirOwn()];
  // The same after a restart, so that what waits for this node finds it again.
  const name = `dayi-${deps.config.namespace}-${hostname()}-${String(deps.config.port)}`;
  const listening = listenToBroker(url, name, topics(), take, deps.logger);
  const timer = setInterval(() => listening.hear(topics()), LISTEN_AGAIN_MS);
  timer.unref();
  return {
    port: null,
    close: async () => {
      clearInterval(timer);
      await listening.close();
    },
  };
}

/** Opens the way in for MQTT: a broker of our own, or one elsewhere where the settings name it. */
export async function openSensorGate(deps: Deps): Promise<SensorGate> {
  const intake = intakeOf(deps);
  await intake.keeper.renew().catch((error: unknown) => {
    deps.logger.warn({ err: error }, 'sensors not read yet');
  });
  const { mqtt } = deps.config;
  return 'url' in mqtt ? openOutside(deps, intake, mqtt.url) : openEmbedded(deps, intake, mqtt);
}
