import { hostname } from 'node:os';
import type { Deps } from '../../../deps.ts';
import { DAY, later, SECOND } from '../../../infra/clock.ts';
import { type Listening, listenToBroker } from '../../../infra/mqtt-client.ts';
import type { MqttMessage } from '../../../infra/mqtt-message.ts';
import { filtersByLane, LANES, lanesOf, sharedFilters, topicsOfTheirOwn } from '../domain/lanes.ts';
import { receiveMessage } from '../domain/receive.ts';
import { dropNodes, findNodes, noteNode } from '../nodes-repository.ts';
import type { Intake } from './open-intake.ts';

const ROUND_MS = 2 * SECOND;
/** A node that has said nothing for so long is taken for dead, and its lanes for free. */
const ALIVE_MS = 6 * SECOND;
const GROUP = '$share/dayi/';
const VERSION = '$SYS/broker/version';
/** Measured with 2.0.11: what it acknowledges after a crash, before subscriptions are made again, reaches nobody. */
const FORGETS_SHARES = /^mosquitto version [12]\.0/;

/**
 * The way in from a broker elsewhere, whose own rules say who may write what; sensor and topic still have to
 * belong together.
 */
class Lanes {
  private readonly open = new Map<number, Listening>();
  private readonly node: string;
  private turning: Promise<void> | undefined;
  private isClosed = false;
  private isBlind = false;

  constructor(
    private readonly deps: Deps,
    private readonly intake: Intake,
    private readonly broker: { url: string; isShared: boolean },
  ) {
    const { port } = deps.config;
    this.node = `${hostname()}:${String(port === 0 ? process.pid : port)}`;
  }

  private take = async (message: MqttMessage): Promise<void> => {
    if (message.topic === VERSION) {
      this.judgeBroker(message);
      return;
    }
    const heardAt = this.deps.clock.now().getTime();
    const received = await this.intake.judge((gate) =>
      receiveMessage(gate, { ...message, heardAt }),
    );
    await this.intake.keep(received, heardAt);
  };

  private judgeBroker({ payload }: MqttMessage): void {
    const version = Buffer.from(payload).toString();
    if (!FORGETS_SHARES.test(version)) return;
    const advice = 'it forgets shared subscriptions when it dies: leave MQTT_SHARED away';
    this.deps.logger.warn({ version }, `the MQTT broker may lose readings: ${advice}`);
  }

  /** Which lanes are this node's, by what the database says of the others; as before while it says nothing. */
  private async share(): Promise<number[]> {
    const { clock, db } = this.deps;
    const now = clock.now();
    await noteNode(db, this.node, later(now, ALIVE_MS));
    return lanesOf(this.node, await findNodes(db, now));
  }

  private wanted(lanes: readonly number[]): Map<number, string[]> {
    const { fleet, units } = this.intake.keeper;
    const own = topicsOfTheirOwn(fleet.all());
    if (this.broker.isShared) {
      const filters = sharedFilters(own).map((filter) => GROUP + filter);
      return new Map(lanes.map((lane) => [lane, lane === 0 ? [VERSION, ...filters] : filters]));
    }
    const filters = filtersByLane(units, own);
    return new Map(lanes.map((lane) => [lane, filters[lane] ?? []]));
  }

  /** Whoever holds a lane finds under its name what waits there; a shared one is its node's, also after a restart. */
  private nameOf(lane: number): string {
    const who = this.broker.isShared ? this.node.replace(':', '-') : 'lane';
    return `dayi-${this.deps.config.namespace}-${who}-${String(lane)}`;
  }

  private async look(): Promise<void> {
    await this.intake.keeper.renew();
    const all = Array.from({ length: LANES }, (_, lane) => lane);
    const wanted = this.wanted(this.broker.isShared ? all : await this.share());
    for (const [lane, listening] of this.open) {
      if (wanted.has(lane) && !listening.isTakenOver()) continue;
      this.open.delete(lane);
      await listening.close();
    }
    for (const [lane, filters] of wanted) {
      const listening = this.open.get(lane);
      const session = { clientId: this.nameOf(lane), filters };
      if (listening !== undefined) listening.hear(filters);
      else if (!this.isClosed) {
        const { logger } = this.deps;
        this.open.set(lane, listenToBroker(this.broker.url, session, this.take, logger));
      }
    }
  }

  /** One look at a time. */
  turn(): Promise<void> {
    this.turning ??= this.look()
      .then(() => {
        this.isBlind = false;
      })
      .catch((error: unknown) => {
        if (!this.isBlind)
          this.deps.logger.warn({ err: error }, 'who hears the broker is not known');
        this.isBlind = true;
      })
      .finally(() => (this.turning = undefined));
    return this.turning;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.open.values()].map((listening) => listening.close()));
    const { clock, db, logger } = this.deps;
    const before = later(clock.now(), -DAY);
    await dropNodes(db, this.node, before).catch((error: unknown) => {
      logger.warn({ err: error }, 'the others wait until this node counts as gone');
    });
  }
}

/** Hears a broker elsewhere, together with the other nodes that do. */
export async function openLanes(
  deps: Deps,
  intake: Intake,
  broker: { url: string; isShared: boolean },
): Promise<{ close: () => Promise<void> }> {
  const lanes = new Lanes(deps, intake, broker);
  await lanes.turn();
  const timer = setInterval(() => void lanes.turn(), ROUND_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await lanes.close();
    },
  };
}
