import { ERRORS, type Lock, type Locker } from '@tus/server';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../../deps.ts';
import { later, SECOND } from '../../../infra/clock.ts';
import { uploadIdOf } from '../domain/upload.ts';
import { askForLease, dropLease, renewLease, takeLease } from '../uploads-repository.ts';

const LEASE_MS = 10 * SECOND;
const RENEW_MS = SECOND;
const LOOK_MS = 150;
const PATIENCE_MS = 20 * SECOND;

/**
 * One writer at a time for an upload, whatever process it came to: a phone whose line broke goes on over
 * another one while the first still waits for its bytes. The one who waits is seen by the one who
 * writes, who then lets go; a process that died lets go after ten seconds.
 */
class UploadLock implements Lock {
  private readonly owner: string;
  private renewing: NodeJS.Timeout | undefined;

  constructor(
    private readonly deps: Deps,
    private readonly id: string,
  ) {
    this.owner = deps.newId();
  }

  private get term() {
    const now = this.deps.clock.now();
    return { owner: this.owner, now, until: later(now, LEASE_MS) };
  }

  async lock(signal: AbortSignal, letGo: () => Promise<void> | void): Promise<void> {
    const { db } = this.deps;
    const givesUpAt = Date.now() + PATIENCE_MS;
    while (!(await takeLease(db, this.id, this.term))) {
      if (signal.aborted || Date.now() > givesUpAt) {
        throw Object.assign(new Error(ERRORS.ERR_LOCK_TIMEOUT.body), ERRORS.ERR_LOCK_TIMEOUT);
      }
      await askForLease(db, this.id);
      await sleep(LOOK_MS);
    }
    this.renewing = setInterval(() => {
      renewLease(db, this.id, this.term).then(
        ({ isMine, isWanted }) => {
          if (!isMine || isWanted) void letGo();
        },
        // The database is away for a moment: the lease outlasts that, or ends.
        () => undefined,
      );
    }, RENEW_MS);
  }

  async unlock(): Promise<void> {
    clearInterval(this.renewing);
    await dropLease(this.deps.db, this.id, this.owner);
  }
}

/** Locks by the uploads' own rows. */
export function uploadLocker(deps: Deps): Locker {
  return { newLock: (key) => new UploadLock(deps, uploadIdOf(key)) };
}
