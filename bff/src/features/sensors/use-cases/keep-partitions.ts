import type { Deps } from '../../../deps.ts';
import { missingEnds, outdatedEnds, partitionName } from '../domain/partitions.ts';
import { addPartitions, dropPartitions, findPartitions } from '../readings-repository.ts';

const TABLE = 'sensor_readings';

type Needs = Pick<Deps, 'db' | 'clock'>;

/** Another process made the same partition (1517), or a later one (1493), while this one looked. */
export const isMadeMeanwhile = (error: unknown): boolean =>
  [1493, 1517].includes((error as { errno?: number }).errno ?? 0);

/** Sees that there is a partition for every day that may come. @returns the end of the last, ms */
export async function extendPartitions({ db, clock }: Needs): Promise<number> {
  const highest = async () => (await findPartitions(db, TABLE)).at(-1)?.end ?? 0;
  const missing = missingEnds(await highest(), clock.now().getTime());
  try {
    if (missing.length > 0) {
      await addPartitions(
        db,
        TABLE,
        missing.map((end) => ({ name: partitionName(end), end })),
      );
    }
  } catch (error) {
    if (!isMadeMeanwhile(error)) throw error;
  }
  return await highest();
}

/** Lets the days go whose readings are no longer kept. */
export async function dropOldPartitions({ db, clock }: Needs): Promise<void> {
  const parts = await findPartitions(db, TABLE);
  const old = outdatedEnds(
    parts.map(({ end }) => end),
    clock.now().getTime(),
  );
  // A table without a partition there is not.
  const names = parts.slice(0, Math.min(old.length, parts.length - 1)).map(({ name }) => name);
  if (names.length > 0) await dropPartitions(db, TABLE, names);
}
