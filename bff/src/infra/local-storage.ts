import { FileStore } from '@tus/file-store';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hashingStream, hashOf, RunningHashes } from './running-hashes.ts';
import type { Storage } from './storage.ts';

/** Writes pieces so that what was hashed is what lies on disk, also where the line broke. */
class LocalPieces extends FileStore {
  constructor(
    private readonly folder: string,
    private readonly hashes: RunningHashes,
  ) {
    super({ directory: folder });
  }

  override async write(content: Readable, key: string, offset: number): Promise<number> {
    const running = this.hashes.at(key, offset);
    const file = await open(join(this.folder, key), 'r+');
    let end = offset;
    try {
      for await (const piece of content as AsyncIterable<Buffer>) {
        let written = 0;
        while (written < piece.length) {
          const { bytesWritten } = await file.write(piece, written, undefined, end + written);
          written += bytesWritten;
        }
        running?.add(piece);
        end += piece.length;
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    return end;
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files in a folder of this machine, or of a disk that several share. */
export function localStorage(folder: string): Storage {
  const hashes = new RunningHashes();
  let pieces: LocalPieces | undefined;
  const pathOf = (key: string) => {
    if (!/^[0-9A-Za-z/_-]+$/.test(key)) throw new Error(`bad storage key ${key}`);
    return join(folder, key);
  };
  const storage: Storage = {
    async put(key, content) {
      const path = pathOf(key);
      const arriving = `${path}.part`;
      await mkdir(dirname(path), { recursive: true });
      const { stream, sum } = hashingStream();
      try {
        await pipeline(content, stream, createWriteStream(arriving));
        await rename(arriving, path);
      } catch (error) {
        await rm(arriving, { force: true });
        throw error;
      }
      const { bytes, hex } = sum();
      return { sizeBytes: bytes, sha256: hex };
    },
    async open(key, range) {
      try {
        const file = await open(pathOf(key));
        return file.createReadStream(
          range === undefined ? {} : { start: range.from, end: range.to },
        );
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async measure(key) {
      const found = await stat(pathOf(key)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (found === undefined) return undefined;
      const sha256 = hashes.digest(key, found.size);
      if (sha256 !== undefined) return { sizeBytes: found.size, sha256 };
      const content = await storage.open(key);
      return content === undefined ? undefined : await hashOf(content);
    },
    async remove(key) {
      hashes.forget(key);
      await rm(pathOf(key), { force: true });
      for (const end of ['.json', '.part']) await rm(`${pathOf(key)}${end}`, { force: true });
    },
    async *list(within) {
      const names = await readdir(join(folder, within)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      yield* new Set(names.map((name) => `${within}/${name.replace(/\.(part|json)$/, '')}`));
    },
    pieces: () => Promise.resolve((pieces ??= new LocalPieces(folder, hashes))),
  };
  return storage;
}
