import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where files lie. A key is made by us from ids, never from a user's file name. */
export interface Storage {
  /** Streams a file in; it is seen under its key only when whole. */
  put(key: string, content: Readable): Promise<{ sizeBytes: number; sha256: string }>;
  /** The file, opened; undefined where there is none. */
  open(key: string): Promise<Readable | undefined>;
  remove(key: string): Promise<void>;
}

export function localStorage(folder: string): Storage {
  const pathOf = (key: string) => {
    if (!/^[0-9A-Za-z/_-]+$/.test(key)) throw new Error(`bad storage key ${key}`);
    return join(folder, key);
  };
  return {
    async put(key, content) {
      const path = pathOf(key);
      const arriving = `${path}.part`;
      await mkdir(dirname(path), { recursive: true });
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          sizeBytes += chunk.length;
          done(null, chunk);
        },
      });
      try {
        await pipeline(content, measure, createWriteStream(arriving));
        await rename(arriving, path);
      } catch (error) {
        await rm(arriving, { force: true });
        throw error;
      }
      return { sizeBytes, sha256: hash.digest('hex') };
    },
    async open(key) {
      const path = pathOf(key);
      try {
        const file = await open(path);
        return file.createReadStream();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
