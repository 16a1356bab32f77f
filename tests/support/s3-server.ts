import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface S3rver {
  configureBuckets: () => Promise<unknown>;
  callback: () => (request: IncomingMessage, response: ServerResponse) => void;
}

const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;

const BUCKET = 'results';

/** The parts of an upload that lie whole in s3rver's folder; undefined where there is no such upload. */
function partsOf(folder: string) {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name) && existsSync(join(folder, `${name}.md5`)))
    .map((name) => ({
      number: Number(name),
      size: statSync(join(folder, name)).size,
      md5: readFileSync(join(folder, `${name}.md5`), 'utf8'),
    }))
    .sort((a, b) => a.number - b.number);
}

const page = (words: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${words}`;

export interface S3Server {
  url: string;
  /** What lies in the bucket, uploads that are not whole among it. */
  keys: () => string[];
  close: () => Promise<void>;
}

/**
 * A real S3 server with one bucket. s3rver takes objects and parts as S3 does, but neither lists the parts
 * of an upload nor gives one up; both are answered here from its own folder, as S3 describes them.
 */
export async function openS3(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'dayi-s3-'));
  const store = new S3rver({
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  await store.configureBuckets();
  const answer = store.callback();
  const uploads = join(directory, BUCKET, '._S3rver_uploads');
  const server = createServer((request, response) => {
    const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('uploadId');
    const folder = join(uploads, id ?? '-');
    const isOurs = id !== null && ['GET', 'DELETE'].includes(request.method ?? '');
    if (!isOurs) {
      answer(request, response);
      return;
    }
    const parts = partsOf(folder);
    response.setHeader('content-type', 'application/xml');
    if (parts === undefined) {
      response.statusCode = 404;
      response.end(page('<Error><Code>NoSuchUpload</Code><Message>gone</Message></Error>'));
    } else if (request.method === 'DELETE') {
      rmSync(folder, { recursive: true });
      response.statusCode = 204;
      response.end();
    } else {
      const list = parts.map(
        ({ number, size, md5 }) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>"${md5}"</ETag><Size>${size}</Size></Part>`,
      );
      const head = `<UploadId>${id}</UploadId><IsTruncated>false</IsTruncated>`;
      response.end(page(`<ListPartsResult>${head}${list.join('')}</ListPartsResult>`));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `s3://${BUCKET}?endpoint=http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: () =>
      readdirSync(directory, { recursive: true })
        .map(String)
        .filter((name) => /_object$|uploads\/[0-9a-f]+$/.test(name)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
