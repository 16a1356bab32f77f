import { connect, type MqttClient } from 'mqtt';
import type { Speaker } from './devices.ts';
import type { Due } from './spoil.ts';

export interface Said extends Due {
  sensorId: string;
}

/** One device's way to the broker: QoS 1, and what was not acknowledged is said again after a reconnect. */
export class Line {
  private readonly client: MqttClient;

  constructor(
    url: string,
    private readonly speaker: Speaker,
    onTrouble: (reason: string) => void,
  ) {
    const { code, key } = speaker;
    this.client = connect(url, {
      username: code,
      password: key,
      clientId: code,
      clean: false,
      reconnectPeriod: 1_000,
      connectTimeout: 20_000,
    });
    this.client.setMaxListeners(0);
    this.client.on('error', ({ message }) => {
      onTrouble(message);
    });
  }

  get isConnected(): boolean {
    return this.client.connected;
  }

  /** Resolves when it is acknowledged. */
  async say(readings: readonly Said[]): Promise<void> {
    const { isGateway, topic } = this.speaker;
    const rows = readings.map(({ amperes, at, sensorId }) => ({ sensorId, at, amperes }));
    await this.client.publishAsync(topic, JSON.stringify(isGateway ? rows : rows[0]), { qos: 1 });
  }

  async end(): Promise<void> {
    await this.client.endAsync(true);
  }
}
