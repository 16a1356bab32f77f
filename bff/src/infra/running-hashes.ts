import { createHash, type Hash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Files that may be arriving at once before the oldest one's hash is let go and read again later. */
const KEPT = 500;

/** The hash of a file so far. */
export interface RunningHash {
  bytes: number;
  add(piece: Buffer): void;
}

/**
 * SHA-256 of files that arrive in pieces, one request after another. Nothing is read twice while all
 * pieces come through this process in order; where one went elsewhere the file is read once at its end.
 */
export class RunningHashes {
  private readonly hashes = new Map<string, RunningHash & { hash: Hash }>();

  /** The hash to go on with where the file is `offset` bytes long; undefined where it is not known. */
  at(key: string, offset: number): RunningHash | undefined {
    const known = this.hashes.get(key);
    if (known !== undefined && known.bytes === offset) return known;
    this.hashes.delete(key);
    if (offset > 0) return undefined;
    const hash = createHash('sha256');
    const fresh = {
      hash,
      bytes: 0,
      add(piece: Buffer) {
        hash.update(piece);
        fresh.bytes += piece.length;
      },
    };
    const [oldest] = this.hashes.keys();
    if (oldest !== undefined && this.hashes.size >= KEPT) this.hashes.delete(oldest);
    this.hashes.set(key, fresh);
    return fresh;
  }

  /** The hash of the first `bytes` of a file, where exactly those were seen. */
  digest(key: string, bytes: number): string | undefined {
    const known = this.hashes.get(key);
    return known?.bytes === bytes ? known.hash.copy().digest('hex') : undefined;
  }

  forget(key: string): void {
    this.hashes.delete(key);
  }
}

/** Shows each piece that streams by. */
export function showing(look: (piece: Buffer) => void): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      look(piece);
      done(null, piece);
    },
  });
}

/** Hashes and counts what streams by. */
export function hashingStream(): { stream: Transform; sum: () => { bytes: number; hex: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = showing((piece) => {
    hash.update(piece);
    bytes += piece.length;
  });
  return { stream, sum: () => ({ bytes, hex: hash.digest('hex') }) };
}

/** Reads a file once from end to end, a piece at a time. */
export async function hashOf(content: Readable): Promise<{ sizeBytes: number; sha256: string }> {
  const { stream, sum } = hashingStream();
  await pipeline(content, stream.resume());
  const { bytes, hex } = sum();
  return { sizeBytes: bytes, sha256: hex };
}
