import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { type OutboxHandler, relayOutbox } from './outbox.ts';
import { runDueTasks, type TaskHandler } from './tasks.ts';

const IDLE_MS = 1_000;
const AWAY_MS = 3_000;

export const wakeChannel = ({ namespace }: Pick<Config, 'namespace'>) => `${namespace}:wake`;

/** Looks for rows whose own time has come. @returns how many it looked at. */
export type Timer = (deps: Deps) => Promise<number>;

/** What a worker works off. */
export interface Work {
  /** Absent where another worker relays: an event is marked as told to everyone at once. */
  outbox?: ReadonlyMap<string, readonly OutboxHandler[]>;
  tasks: ReadonlyMap<string, TaskHandler>;
  timers: readonly Timer[];
}

/**
 * One loop per process with the role `worker`: outbox, timers, tasks, again at once while there is
 * work, else after a second or when woken. Redis only shortens the wait.
 */
export class Worker {
  private isStopping = false;
  private isWoken = false;
  private endWait: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private readonly deps: Deps;
  private readonly owner: string;
  private readonly work: Work;

  constructor(deps: Deps, owner: string, work: Work) {
    this.deps = deps;
    this.owner = owner;
    this.work = work;
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
        const { outbox } = this.work;
        let done = outbox === undefined ? 0 : await relayOutbox(this.deps, outbox);
        for (const look of this.work.timers) done += await look(this.deps);
        done += await runDueTasks(this.deps, this.owner, this.work.tasks);
        if (done === 0) await this.wait(IDLE_MS);
      } catch (error) {
        this.deps.logger.warn({ err: error }, 'worker round failed');
        await this.wait(AWAY_MS);
      }
    }
  }
}
