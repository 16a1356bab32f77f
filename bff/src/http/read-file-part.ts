import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import { Problem } from '../problem.ts';
import { openForm } from './read-multipart.ts';

/**
 * Hands the form's one file on while it arrives.
 * @param limitBytes what it may hold at most.
 * @throws Problem `request.unsupported_media`, `request.malformed`, `request.too_large`,
 *   `result.file_missing` where there is none, and whatever `take` throws
 */
export async function readFilePart<T>(
  ctx: Context,
  limitBytes: number,
  take: (content: Readable) => Promise<T>,
): Promise<T> {
  if (!ctx.is('multipart/form-data')) throw new Problem('request.unsupported_media');
  const form = openForm(ctx, { fileSize: limitBytes, files: 1, fieldSize: 1_000, fields: 20 });
  return await new Promise<T>((resolve, reject) => {
    let file: Readable | undefined;
    // The rest is read to its end and dropped, so that the client hears the answer.
    const stop = (cause: unknown) => {
      ctx.req.unpipe(form);
      ctx.req.resume();
      file?.destroy(new Error('the chunk broke off'));
      reject(cause instanceof Problem ? cause : new Problem('request.malformed', { cause }));
    };
    form.on('file', (_field, content: Readable) => {
      file = content;
      content.on('error', stop);
      content.on('limit', () => {
        stop(new Problem('request.too_large'));
      });
      take(content).then(resolve, stop);
    });
    form.on('finish', () => {
      if (file === undefined) stop(new Problem('result.file_missing'));
    });
    form.on('error', stop);
    ctx.req.on('aborted', () => {
      stop(new Error('the client went away'));
    });
    ctx.req.pipe(form);
  });
}
