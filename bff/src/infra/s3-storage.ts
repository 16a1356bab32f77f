import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Place } from '../config.ts';
import { hashingStream, hashOf, RunningHashes, showing } from './running-hashes.ts';
import type { Storage } from './storage.ts';

/** Parts but the last must have 5 MB; each lies in memory while it is sent. */
const PART_BYTES = 8 * 1024 * 1024;

function clientConfig({ endpoint, region, keys }: S3Place): S3ClientConfig {
  return {
    region,
    // Without keys the SDK looks where the machine has its own.
    ...(keys === undefined ? {} : { credentials: keys }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Most stores but Amazon's own know no checksum trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

/** Pieces of files as parts of S3's own; the hash goes along as long as none is lost on the way. */
class S3Pieces extends S3Store {
  constructor(
    place: S3Place,
    private readonly hashes: RunningHashes,
  ) {
    super({
      s3ClientConfig: { ...clientConfig(place), bucket: place.bucket },
      partSize: PART_BYTES,
      useTags: false,
      maxConcurrentPartUploads: 4,
    });
  }

  override async write(content: Readable, key: string, offset: number): Promise<number> {
    const running = this.hashes.at(key, offset);
    if (running === undefined) return await super.write(content, key, offset);
    const through = showing((piece) => {
      running.add(piece);
    });
    const arriving = pipeline(content, through).catch(() => undefined);
    try {
      const end = await super.write(through, key, offset);
      if (end !== running.bytes) this.hashes.forget(key);
      return end;
    } catch (error) {
      this.hashes.forget(key);
      throw error;
    } finally {
      await arriving;
    }
  }
}

const isMissing = (error: unknown) =>
  ['NoSuchKey', 'NotFound', 'NoSuchUpload'].includes((error as Error).name);

/** A stream in pieces of one size, the last one smaller. */
async function* inParts(content: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    waiting.push(piece);
    size += piece.length;
    if (size >= PART_BYTES) {
      yield Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
  }
  yield Buffer.concat(waiting);
}

/** Files in a bucket of any store that speaks S3. */
export function s3Storage(place: S3Place): Storage {
  const client = new S3Client(clientConfig(place));
  const Bucket = place.bucket;
  const hashes = new RunningHashes();
  let pieces: S3Pieces | undefined;

  async function putParts(Key: string, content: Readable): Promise<void> {
    let UploadId: string | undefined;
    const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
    try {
      for await (const Body of inParts(content)) {
        if (UploadId === undefined && Body.length < PART_BYTES) {
          await client.send(new PutObjectCommand({ Bucket, Key, Body }));
          return;
        }
        UploadId ??= (await client.send(new CreateMultipartUploadCommand({ Bucket, Key })))
          .UploadId;
        if (Body.length === 0) break;
        const part = { Bucket, Key, UploadId, PartNumber: Parts.length + 1, Body };
        const { ETag } = await client.send(new UploadPartCommand(part));
        Parts.push({ ETag, PartNumber: part.PartNumber });
      }
      const whole = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
      await client.send(new CompleteMultipartUploadCommand(whole));
    } catch (error) {
      const given = { Bucket, Key, UploadId };
      if (UploadId !== undefined) await client.send(new AbortMultipartUploadCommand(given));
      throw error;
    }
  }

  const storage: Storage = {
    async put(key, content) {
      const { stream, sum } = hashingStream();
      const sent = putParts(key, stream);
      await Promise.all([pipeline(content, stream), sent]);
      const { bytes, hex } = sum();
      return { sizeBytes: bytes, sha256: hex };
    },
    async open(key, range) {
      const Range =
        range === undefined ? undefined : `bytes=${String(range.from)}-${String(range.to)}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range }));
        return Body as Readable | undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async measure(key) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
        const sizeBytes = head.ContentLength ?? 0;
        const sha256 = hashes.digest(key, sizeBytes);
        if (sha256 !== undefined) return { sizeBytes, sha256 };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      const content = await storage.open(key);
      return content === undefined ? undefined : await hashOf(content);
    },
    async remove(key) {
      hashes.forget(key);
      // A whole file has no parts to give up any more, which the store takes for a failure.
      if (key.startsWith('uploads/')) await (await storage.pieces()).remove(key).catch(() => null);
      for (const Key of [key, `${key}.info`, `${key}.part`]) {
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      }
    },
    async *list(folder) {
      let ContinuationToken: string | undefined;
      do {
        const asked = { Bucket, Prefix: `${folder}/`, ContinuationToken };
        const page = await client.send(new ListObjectsV2Command(asked));
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
    pieces: () => Promise.resolve((pieces ??= new S3Pieces(place, hashes))),
  };
  return storage;
}
