import { Busboy } from '@fastify/busboy';
import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

const FILE_BYTES = 100 * 1024 * 1024;
const FILES = 10;
const FIELD_BYTES = 64 * 1024;

/** A file that has arrived whole and lies in storage, not yet known to anyone. */
export interface ArrivedFile {
  id: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
}

export interface Multipart {
  fields: Record<string, string>;
  files: ArrivedFile[];
}

/**
 * Streams a form's files to storage: at most 10 of 100 MB. Whoever calls keeps them by writing their
 * rows, or gives them back by `dropFiles`.
 * @throws Problem `request.unsupported_media`, `request.too_large`, `request.malformed`
 */
export async function readMultipart(deps: Deps, ctx: Context): Promise<Multipart> {
  if (!ctx.is('multipart/form-data')) throw new Problem('request.unsupported_media');
  const fields: Record<string, string> = {};
  const arriving: Promise<ArrivedFile>[] = [];
  let refusal: Problem | undefined;
  await new Promise<void>((resolve) => {
    const refuse = (problem: Problem) => {
      refusal ??= problem;
    };
    const form = new Busboy({
      headers: { ...ctx.req.headers, 'content-type': ctx.get('Content-Type') },
      limits: { fileSize: FILE_BYTES, files: FILES, fieldSize: FIELD_BYTES, fields: 20 },
      defParamCharset: 'utf8',
      // A name that hides a path is refused by name, not quietly shortened.
      preservePath: true,
    } as ConstructorParameters<typeof Busboy>[0]);
    form.on('file', (_field, stream: Readable & { truncated?: boolean }, name, _encoding, type) => {
      const id = deps.newId();
      const storageKey = `results/${id}`;
      stream.on('limit', () => {
        refuse(new Problem('request.too_large'));
      });
      arriving.push(
        deps.storage
          .put(storageKey, stream)
          .then((stored) => ({ id, name, contentType: type, storageKey, ...stored })),
      );
    });
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => {
        refuse(new Problem('request.too_large'));
      });
    }
    form.on('finish', resolve);
    form.on('error', (error: unknown) => {
      refuse(new Problem('request.malformed', { cause: error }));
      ctx.req.resume();
      resolve();
    });
    ctx.req.on('aborted', () => {
      refuse(new Problem('request.malformed'));
      resolve();
    });
    ctx.req.pipe(form);
  });
  const settled = await Promise.allSettled(arriving);
  const files = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const lost = settled.find((one) => one.status === 'rejected');
  if (refusal === undefined && lost === undefined) return { fields, files };
  await dropFiles(deps, files);
  throw refusal ?? new Problem('server.unavailable', { cause: lost?.reason, retryAfterSeconds: 5 });
}

/** Takes back files that no row speaks of. */
export async function dropFiles(deps: Deps, files: readonly ArrivedFile[]): Promise<void> {
  for (const file of files) await deps.storage.remove(file.storageKey);
}
