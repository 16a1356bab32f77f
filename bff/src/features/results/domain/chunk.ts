/** Small enough for a phone's line and for my.uploadFile, large enough for few requests. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

/** A file that arrives in numbered chunks of one size, the last one smaller. */
export interface ChunkedFile {
  sizeBytes: number;
  chunkBytes: number;
  /** Bytes that have arrived. */
  offset: number;
}

/** The chunk that is expected next, counted from 0. */
export function nextChunk({ offset, chunkBytes }: ChunkedFile): number {
  return Math.floor(offset / chunkBytes);
}

export type ChunkPlan =
  | { take: 'nothing' }
  /** A line that broke inside the chunk left its first bytes here: those are passed over. */
  | { take: 'rest'; passOver: number; length: number }
  | { take: 'refused'; expected: number };

/** What of chunk `number` is still to be written: all, its rest, nothing, or it comes out of order. */
export function planChunk(file: ChunkedFile, number: number): ChunkPlan {
  const { sizeBytes, chunkBytes, offset } = file;
  const starts = number * chunkBytes;
  const ends = Math.min(starts + chunkBytes, sizeBytes);
  const isBeyond = starts > sizeBytes || (starts === sizeBytes && number > 0);
  if (starts > offset || isBeyond) return { take: 'refused', expected: nextChunk(file) };
  if (ends <= offset) return { take: 'nothing' };
  return { take: 'rest', passOver: offset - starts, length: ends - offset };
}
