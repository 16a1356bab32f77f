import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { ensureMosquitto } from '../../bff/src/bootstrap/mosquitto.mjs';
import type { Service } from '../../bff/src/bootstrap/private-service.mjs';
import { createProgress } from '../../bff/src/bootstrap/progress.mjs';

const CONNECT = '\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01x';
const CONNACK = 0x20;

/** A broker elsewhere with the settings that the README asks for: it writes down what it holds as soon as that changes. */
export async function prepareMosquitto(life: LifeCycle, folder: string): Promise<Service> {
  const program = await ensureMosquitto({ life, progress: createProgress() });
  const data = join(folder, 'mosquitto');
  mkdirSync(data, { recursive: true });
  const file = join(data, 'mosquitto.conf');
  const settings = [
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${data}/`,
    'autosave_interval 1',
    'autosave_on_changes true',
    'max_queued_messages 0',
    'user root',
  ];
  return {
    name: 'Mosquitto',
    rank: 1,
    folder,
    program,
    timeoutMs: 30_000,
    words: CONNECT,
    isReady: (answer) => answer[0] === CONNACK,
    argsFor: (port) => {
      writeFileSync(file, [`listener ${port} 127.0.0.1`, ...settings, ''].join('\n'));
      return ['-c', file];
    },
  };
}
