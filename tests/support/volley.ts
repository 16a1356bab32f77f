import type { ChildProcess } from 'node:child_process';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';

export interface Shot {
  /** Whose socket it goes through. */
  person: number;
  origin: string;
  method: string;
  path: string;
  token?: string;
  key?: string;
  body?: unknown;
}

interface AnswerBody {
  id?: string;
  code?: string;
  state?: string;
  detail?: string;
  errors?: { code: string }[];
  quote?: { totalFen: number };
  booking?: { id: string; state: string };
  payment?: { id: string };
}

export interface ShotAnswer {
  /** 0 where the connection was cut or stayed silent. */
  status: number;
  cut?: string;
  body?: AnswerBody;
  ms: number;
}

export interface Order {
  id: number;
  shots: readonly Shot[];
  patienceMs: number;
}

const PATIENCE_MS = 30_000;

interface Volley {
  answers: ShotAnswer[];
  /** From the first request to the last answer, by the client's own clock. */
  tookMs: number;
}

/** The client process: everyone fires in one turn, each through a socket of their own. */
export class VolleyClient {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (volley: Volley) => void>();
  private lastId = 0;

  constructor(life: LifeCycle) {
    this.child = life.start(
      process.execPath,
      ['--import', './bff/src/bootstrap/typescript.mjs', 'tests/support/volley-client.ts'],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    this.child.on('message', ({ id, ...volley }: Volley & { id: number }) => {
      this.waiting.get(id)?.(volley);
      this.waiting.delete(id);
    });
  }

  /** Answers in the order of the shots. */
  async fire(shots: readonly Shot[]): Promise<ShotAnswer[]> {
    return (await this.fireTimed(shots)).answers;
  }

  async fireTimed(shots: readonly Shot[], patienceMs = PATIENCE_MS): Promise<Volley> {
    this.lastId += 1;
    const order: Order = { id: this.lastId, shots, patienceMs };
    return await new Promise((resolve) => {
      this.waiting.set(order.id, resolve);
      this.child.send(order);
    });
  }

  async fireOne(shot: Shot): Promise<ShotAnswer> {
    const [answer] = await this.fire([shot]);
    return answer!;
  }
}
