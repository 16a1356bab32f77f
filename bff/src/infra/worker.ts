import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { type OutboxHandler, relayOutbox } from './outbox.ts';
import { runDueTasks, type TaskHandler } from './tasks.ts';

const IDLE_MS = 1_000;
const AWAY_MS = 3_000;

export const wakeChannel = ({ namespace }: Pick<Config, 'namespace'>) => `${namespace}:wake`;

/**
 * One loop per process with the role `worker`: outbox first, then tasks, again at once while there is
 * work, else after a second or when woken. Redis only shortens the wait.
 */
export class Worker {
  private isStopping = false;
  private isWoken = false;
  private endWait: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private readonly deps: Deps;
  private readonly owner: string;
  private readonly outbox: ReadonlyMap<string, readonly OutboxHandler[]>;
  private readonly tasks: ReadonlyMap<string, TaskHandler>;

  constructor(
    deps: Deps,
    owner: string,
    outbox: ReadonlyMap<string, readonly OutboxHandler[]>,
    tasks: ReadonlyMap<string, TaskHandler>,
  ) {
    this.deps = deps;
    this.owner = owner;
    this.outbox = outbox;
    this.tasks = tasks;
  }

  start(): void {
    this.running = this.loop();
  }

  wake(): void {
    this.isWoken = true;
    this.endWait?.();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.endWait?.();
    await this.running;
  }

  private async wait(ms: number): Promise<void> {
    if (this.isStopping || this.isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.endWait = undefined;
  }

  private async loop(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      try {
        const relayed = await relayOutbox(this.deps, this.outbox);
        const done = await runDueTasks(this.deps, this.owner, this.tasks);
        if (relayed + done === 0) await this.wait(IDLE_MS);
      } catch (error) {
        this.deps.logger.warn({ err: error }, 'worker round failed');
        await this.wait(AWAY_MS);
      }
    }
  }
}
