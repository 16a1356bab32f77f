import { later, SECOND } from '../../../infra/clock.ts';

interface Written {
  id: string;
  refreshedAt: Date;
}

/** A document may be written a little after the instant it carries: what is near is looked at again. */
const OVERLAP = 30 * SECOND;
/** As far as that, and the clocks of the nodes, may be apart: what is older was there at the last look. */
const SETTLED = 90 * SECOND;

/** Which documents have been read, as far as they may be met again. */
export class Seen {
  private newest: Date | null = null;
  private lookedAt: Date | null = null;
  private readonly recent = new Map<string, number>();

  /** From when on documents are to be looked at. */
  get since(): Date {
    const near = this.newest === null ? new Date(0) : later(this.newest, -OVERLAP);
    const settled = this.lookedAt === null ? near : later(this.lookedAt, -SETTLED);
    return near > settled ? near : settled;
  }

  /** Everything was looked at that was there at an instant. */
  looked(at: Date): void {
    this.lookedAt = at;
  }

  /** What was written after an instant is to be looked at again, whatever was seen of it. */
  lookFrom(at: Date): void {
    if (this.newest !== null && this.newest > at) this.newest = at;
  }

  see({ id, refreshedAt }: Written): void {
    if (this.newest === null || refreshedAt > this.newest) this.newest = refreshedAt;
    this.recent.set(id, refreshedAt.getTime());
  }

  has({ id, refreshedAt }: Written): boolean {
    return this.recent.get(id) === refreshedAt.getTime();
  }

  /** What is too old to be met again need not be known. */
  forget(): void {
    const since = this.since.getTime();
    for (const [id, refreshedAt] of this.recent) if (refreshedAt < since) this.recent.delete(id);
  }
}
