import type { Deps } from '../../../deps.ts';
import { openBroker, type Visitor } from '../../../infra/mqtt-broker.ts';
import type { MqttMessage } from '../../../infra/mqtt-message.ts';
import type { Device } from '../domain/fleet.ts';
import { MOST_BYTES, receiveMessage } from '../domain/receive.ts';
import { maySubscribe, mayPublish, placeOf } from '../domain/topics.ts';
import { hashDeviceKey } from '../tokens.ts';
import { type Intake, intakeOf } from './open-intake.ts';
import { openLanes } from './open-lanes.ts';

export interface SensorGate {
  /** Where devices connect; null with a broker elsewhere. */
  port: number | null;
  close: () => Promise<void>;
}

const bare = (device: Device) => device.sensor ?? device.gateway;

class EmbeddedGate {
  constructor(
    private readonly deps: Deps,
    private readonly intake: Intake,
  ) {}

  admit = async (name: string, key: string): Promise<Visitor | null> => {
    const visitor = { name, secretHash: hashDeviceKey(key) };
    if (!this.isWelcome(visitor)) await this.intake.keeper.renew();
    return this.isWelcome(visitor) ? visitor : null;
  };

  isWelcome = (visitor: Visitor): boolean => this.deviceOf(visitor) !== undefined;

  /** A key that was changed since it opened a connection opens nothing more. */
  private deviceOf({ name, secretHash }: Visitor): Device | undefined {
    const device = this.intake.keeper.fleet.withKey(secretHash);
    return device !== undefined && bare(device).code === name ? device : undefined;
  }

  take = async (visitor: Visitor, message: MqttMessage): Promise<void> => {
    const { intake } = this;
    const { fleet } = intake.gate;
    const device = this.deviceOf(visitor);
    if (device === undefined) throw new Error(`${visitor.name} is not known any more`);
    const heardAt = this.deps.clock.now().getTime();
    if (!mayPublish(fleet, device, message.topic)) {
      const reject = { subject: bare(device).id, reason: 'foreign_topic', index: 0 } as const;
      intake.notes.note({ taken: [], rejects: [reject], presence: null }, heardAt);
      throw new Error(`${visitor.name} may not publish there`);
    }
    // A firmware's other words concern nobody.
    if ('reason' in placeOf(fleet, message.topic)) return;
    if (device.gateway !== undefined) intake.notes.noteGateway(device.gateway.id);
    const received = await intake.judge((gate) => receiveMessage(gate, { ...message, heardAt }));
    await intake.keep(received, heardAt);
  };

  maySubscribe = (visitor: Visitor, topic: string): boolean => {
    const device = this.deviceOf(visitor);
    return device !== undefined && maySubscribe(device, topic);
  };

  refuseSize = (visitor: Visitor): void => {
    const device = this.deviceOf(visitor);
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
  const { admit, take, isWelcome, maySubscribe, refuseSize } = new EmbeddedGate(deps, intake);
  const rules = { admit, take, maySubscribe, refuseSize, mostBytes: MOST_BYTES };
  const open = async (at: number) => {
    const broker = await openBroker(at, deps.config.host, rules);
    intake.keeper.whenRenewed(() => broker.dismiss(isWelcome));
    return broker;
  };
  try {
    return await open(port);
  } catch (error) {
    // The usual port may be another broker's; one that was asked for must be had.
    if (isChosen || (error as { code?: string }).code !== 'EADDRINUSE') throw error;
    return await open(0);
  }
}

/** Opens the way in for MQTT: a broker of our own, or one elsewhere where the settings name it. */
export async function openSensorGate(deps: Deps): Promise<SensorGate> {
  const intake = intakeOf(deps);
  await intake.keeper.renew().catch((error: unknown) => {
    deps.logger.warn({ err: error }, 'sensors not read yet');
  });
  const { mqtt } = deps.config;
  if (!('url' in mqtt)) return await openEmbedded(deps, intake, mqtt);
  const { close } = await openLanes(deps, intake, mqtt);
  return { port: null, close };
}
