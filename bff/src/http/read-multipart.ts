import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

const FILE_BYTES = 100 * 1024 * 1024;
const FILES = 10;
const FIELD_BYTES = 64 * 1024;
const TYPE_LENGTH = 120;

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
 * rows, or takes them back where no row speaks of them.
 * @throws Problem `request.unsupported_media`, `request.too_large`, `request.malformed`
 */
export async function readMultipart(deps: Deps, ctx: Context): Promise<Multipart> {
  if (!ctx.is('multipart/form-data')) throw new Problem('request.unsupported_media');
  const fields: Record<string, string> = {};
  const streams: Readable[] = [];
  const arriving: Promise<ArrivedFile>[] = [];
  let refusal: Problem | undefined;
  const refuse = (problem: Problem) => {
    refusal ??= problem;
  };
  const form = openForm(ctx);
  await new Promise<void>((resolve) => {
    // A body that breaks off ends no file of its own: each is ended here, or its writer waits for ever.
    const breakOff = (cause: unknown) => {
      refuse(new Problem('request.malformed', { cause }));
      ctx.req.unpipe(form);
      ctx.req.resume();
      for (const stream of streams) stream.destroy(new Error('the upload broke off'));
      resolve();
    };
    form.on('file', (_field, stream: Readable, name: string | undefined, _encoding, type) => {
      const id = deps.newId();
      const storageKey = `results/${id}`;
      streams.push(stream);
      stream.on('error', breakOff);
      stream.on('limit', () => {
        refuse(new Problem('request.too_large'));
      });
      const stored = deps.storage.put(storageKey, stream);
      const contentType = type.length > TYPE_LENGTH ? 'application/octet-stream' : type;
      arriving.push(
        stored.then((file) => ({ id, name: name ?? '', contentType, storageKey, ...file })),
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
    form.on('error', breakOff);
    ctx.req.on('aborted', () => {
      breakOff(new Error('the client went away'));
    });
    ctx.req.pipe(form);
  });
  const settled = await Promise.allSettled(arriving);
  const files = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const lost = settled.find((one) => one.status === 'rejected');
  if (refusal === undefined && lost === undefined) return { fields, files };
  for (const { storageKey } of files) await deps.storage.remove(storageKey);
  throw refusal ?? new Problem('server.unavailable', { cause: lost?.reason, retryAfterSeconds: 5 });
}

const FORM_LIMITS = { fileSize: FILE_BYTES, files: FILES, fieldSize: FIELD_BYTES, fields: 20 };

/** @throws Problem `request.malformed` where the form says no boundary of its parts */
export function openForm(ctx: Context, limits = FORM_LIMITS): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...ctx.req.headers, 'content-type': ctx.get('Content-Type') },
      limits,
      defParamCharset: 'utf8',
      // A name that hides a path is refused by name, not quietly shortened.
      preservePath: true,
    } as ConstructorParameters<typeof Busboy>[0]);
  } catch (error) {
    throw new Problem('request.malformed', { cause: error });
  }
}
