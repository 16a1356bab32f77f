import type { DataStore } from '@tus/server';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import { localStorage } from './local-storage.ts';

/** Bytes `[from, to]` of a file, both counted in, as HTTP does. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface StoredFile {
  sizeBytes: number;
  sha256: string;
}

/** Where files lie. A key is made by us from ids, never from a user's file name. */
export interface Storage {
  /** Streams a file in; it is seen under its key only when whole. */
  put(key: string, content: Readable): Promise<StoredFile>;
  /** The file, opened; undefined where there is none. */
  open(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Size and hash of a whole file: kept from its arrival, else read once from end to end. */
  measure(key: string): Promise<StoredFile | undefined>;
  /** Also what has come of a file that never became whole. */
  remove(key: string): Promise<void>;
  /** The keys that begin with `folder` and a slash, also of files that never became whole. */
  list(folder: string): AsyncIterable<string>;
  /** Files that arrive in pieces, over many requests. */
  pieces(): Promise<DataStore>;
}

/** A store that is loaded when it is first asked: its client is large, and few installations need it. */
function onDemand(load: () => Promise<Storage>): Storage {
  let loading: Promise<Storage> | undefined;
  const store = () => (loading ??= load());
  return {
    put: async (key, content) => await (await store()).put(key, content),
    open: async (key, range) => await (await store()).open(key, range),
    measure: async (key) => await (await store()).measure(key),
    remove: async (key) => {
      await (await store()).remove(key);
    },
    async *list(folder) {
      yield* (await store()).list(folder);
    },
    pieces: async () => await (await store()).pieces(),
  };
}

/** The store that the one setting names. */
export function openStorage({
  storage,
  dataFolder,
}: Pick<Config, 'storage' | 'dataFolder'>): Storage {
  if (storage.kind === 'local') return localStorage(join(dataFolder, 'files'));
  return onDemand(async () => (await import('./s3-storage.ts')).s3Storage(storage));
}
