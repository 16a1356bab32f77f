import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Program } from '../../bff/src/bootstrap/find-program.mjs';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { freePort } from '../../bff/src/bootstrap/ports.mjs';
import { prepareRedis, redisUrl } from '../../bff/src/bootstrap/redis.mjs';
import { eventually } from '../support/eventually.ts';
import { KillableService } from '../support/killable.ts';

const MASTERS = 3;
const SLOTS = 16_384;
const READY_WITHIN_MS = 30_000;

/** Three masters with a third of the slots each, then one replica for each. */
async function formCluster(
  nodes: readonly Redis[],
  ports: readonly number[],
  buses: readonly number[],
) {
  for (const [index, node] of nodes.slice(0, MASTERS).entries()) {
    const from = Math.floor((SLOTS / MASTERS) * index);
    const to = Math.floor((SLOTS / MASTERS) * (index + 1)) - 1;
    await node.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
  }
  for (const index of nodes.keys()) {
    if (index === 0) continue;
    await nodes[0]!.call(
      'CLUSTER',
      'MEET',
      '127.0.0.1',
      String(ports[index]),
      String(buses[index]),
    );
  }
  for (const [index, node] of nodes.entries()) {
    if (index < MASTERS) continue;
    const master = (await nodes[index - MASTERS]!.call('CLUSTER', 'MYID')) as string;
    await eventually(
      async () =>
        node.call('CLUSTER', 'REPLICATE', master).then(
          () => true,
          () => false,
        ),
      { what: 'the nodes do not know each other', withinMs: READY_WITHIN_MS },
    );
  }
  await eventually(
    async () => {
      const states = (await Promise.all(
        nodes.map((node) => node.call('CLUSTER', 'INFO')),
      )) as string[];
      return states.every(
        (state) => state.includes('cluster_state:ok') && state.includes('cluster_known_nodes:6'),
      );
    },
    { what: 'not cluster_state:ok', withinMs: READY_WITHIN_MS },
  );
}

export interface RedisCluster {
  nodes: readonly KillableService[];
  /** The addresses as `REDIS_URL` wants them. */
  url: string;
}

/** Six private Redis processes on loopback that answer as one cluster. */
export async function startRedisCluster(
  life: LifeCycle,
  program: Program,
  password: string,
): Promise<RedisCluster> {
  const nodes: KillableService[] = [];
  const buses: number[] = [];
  for (let index = 0; index < 2 * MASTERS; index += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'dayi-redis-'));
    life.ownFolder(folder);
    const bus = await freePort();
    buses.push(bus);
    // prettier-ignore
    const more = [
      '--cluster-enabled', 'yes', '--cluster-port', String(bus),
      '--cluster-config-file', 'nodes.conf', '--cluster-node-timeout', '2000',
    ];
    const name = `Redis-${String(index + 1)}`;
    nodes.push(
      await KillableService.of(life, prepareRedis({ program, folder, password, name, more })),
    );
  }
  await Promise.all(nodes.map((node) => node.start()));
  const ports = nodes.map(({ port }) => port);
  const connections = ports.map((port) => new Redis(redisUrl(password, port)));
  try {
    await formCluster(connections, ports, buses);
  } finally {
    for (const connection of connections) connection.disconnect();
  }
  return { nodes, url: ports.map((port) => redisUrl(password, port)).join(',') };
}
