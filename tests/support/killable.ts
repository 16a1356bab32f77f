import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { freePort } from '../../bff/src/bootstrap/ports.mjs';
import { type Service, startService } from '../../bff/src/bootstrap/private-service.mjs';

/** A process that keeps its port over its deaths, so that others find it again. */
export abstract class Killable {
  protected child: ChildProcess | undefined;
  readonly port: number;

  protected constructor(port: number) {
    this.port = port;
  }

  /** Answers once it is ready for work. */
  abstract start(): Promise<void>;

  /** As a power cut would: nothing is said goodbye to, nothing is written down. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Hangs: connections stay, nothing answers. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }
}

/** A private MariaDB or Redis that nobody starts again but the test. */
export class KillableService extends Killable {
  private constructor(
    private readonly life: LifeCycle,
    private readonly service: Service,
    port: number,
  ) {
    super(port);
  }

  static async of(life: LifeCycle, service: Service): Promise<KillableService> {
    return new KillableService(life, service, await freePort());
  }

  async start(): Promise<void> {
    this.child = await startService(this.life, this.service, this.port);
    if (this.child === undefined) throw new Error(`${this.service.name} did not start`);
  }
}

const READY_WITHIN_MS = 30_000;

/** The product's own server, as it runs in production, on a port that stays its own. */
export class KillableServer extends Killable {
  readonly url: string;

  private constructor(
    private readonly life: LifeCycle,
    private readonly env: Record<string, string>,
    port: number,
  ) {
    super(port);
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  static async of(life: LifeCycle, env: Record<string, string>): Promise<KillableServer> {
    return new KillableServer(life, env, await freePort());
  }

  async start(): Promise<void> {
    this.child = this.life.start(
      process.execPath,
      ['--import', './bff/src/bootstrap/typescript.mjs', 'bff/src/main.ts'],
      {
        env: {
          ...process.env,
          LOG_LEVEL: process.env['DAYI_TEST_LOG'] ?? 'silent',
          ...this.env,
          PORT: String(this.port),
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline && this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
    throw new Error('the server did not become ready');
  }
}
