import { contracts } from '@dayi/shared/contracts/index';
import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import { fieldErrorsOf } from '../../http/field-errors.ts';
import type { Handlers } from '../../http/guard.ts';
import { idempotencyKeyOf } from '../../http/idempotency.ts';
import { readFilePart } from '../../http/read-file-part.ts';
import { readMultipart } from '../../http/read-multipart.ts';
import { answerByTus } from '../../http/tus-answer.ts';
import { findIdempotentAnswer, type IdempotencyKey } from '../../infra/idempotency-keys.ts';
import type { Actor } from '../../policy.ts';
import { Problem } from '../../problem.ts';
import { acceptBooking, readBookingFor } from '../bookings/index.ts';
import { CHUNK_BYTES } from './domain/chunk.ts';
import { presentUpload } from './presenter.ts';
import { checkResult } from './use-cases/check-result.ts';
import { deliverUploads } from './use-cases/deliver-uploads.ts';
import { createDownloadLink, openDownload, type OpenedFile } from './use-cases/download-file.ts';
import { dropUnwritten } from './use-cases/drop-orphans.ts';
import { dropUpload } from './use-cases/drop-upload.ts';
import { disputeResult } from './use-cases/judge-result.ts';
import { listDownloads, listResults } from './use-cases/list-results.ts';
import { offsetOf, readUpload } from './use-cases/read-upload.ts';
import { openChunkedUpload, receiveChunk } from './use-cases/receive-chunk.ts';
import { releaseResult } from './use-cases/release-result.ts';
import { tusDoor } from './use-cases/serve-tus.ts';

type UploadRoutes =
  | 'describeUploads'
  | 'createUpload'
  | 'createChunkedUpload'
  | 'readUpload'
  | 'continueUpload'
  | 'dropUpload'
  | 'sendChunk';

type Routes =
  | UploadRoutes
  | 'releaseResult'
  | 'checkResult'
  | 'listResults'
  | 'listDownloads'
  | 'createDownloadLink'
  | 'download'
  | 'acceptResult'
  | 'disputeResult';

/** Small files in the form itself: they lie in storage before anything is written of them. */
async function deliverForm(deps: Deps, ctx: Context, actor: Actor, bookingId: string) {
  const { fields, files } = await readMultipart(deps, ctx);
  try {
    const form = contracts.releaseResult.multipart.safeParse(fields, { reportInput: true });
    if (!form.success) {
      throw new Problem('request.invalid', { fields: fieldErrorsOf('body', form.error) });
    }
    // A phone that lost the answer asks again with the same key and the same files.
    const said = [form.data, files.map(({ name, sha256 }) => [name, sha256])];
    const key = idempotencyKeyOf(ctx, said);
    const earlier = await findIdempotentAnswer(deps.db, key);
    if (earlier !== undefined) {
      await dropUnwritten(deps, files);
      return earlier;
    }
    const answer = await releaseResult(deps, actor, bookingId, { ...form.data, files }, key);
    // A twin request was faster: its files are the ones that are kept.
    const kept = new Set(answer.body.result.files.map(({ id }) => id));
    const spare = files.filter(({ id }) => !kept.has(id));
    await dropUnwritten(deps, spare).catch(() => undefined);
    return answer;
  } catch (error) {
    // Only a refusal says that nothing was delivered: an answer lost at COMMIT may stand a moment later.
    const isRefused = error instanceof Problem && error.code !== 'server.unavailable';
    if (isRefused) await dropUnwritten(deps, files).catch(() => undefined);
    throw error;
  }
}

/** A file from outside is never rendered in our own origin, unless its first bytes say what it is. */
function writeFileHeaders(ctx: Context, { file, isPreview, range }: OpenedFile): void {
  ctx.attachment(file.name, { type: isPreview ? 'inline' : 'attachment' });
  ctx.type = isPreview ? (file.previewType ?? '') : 'application/octet-stream';
  // The browser's own PDF viewer does not open in a sandbox; nothing else in the file can run.
  const sandbox = isPreview && file.previewType === 'application/pdf' ? '' : '; sandbox';
  ctx.set('Content-Security-Policy', `default-src 'none'; frame-ancestors 'self'${sandbox}`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cache-Control', 'private, no-store');
  ctx.set('Accept-Ranges', 'bytes');
  ctx.set('ETag', `"${file.sha256}"`);
  if (range === null) {
    ctx.length = file.sizeBytes;
    return;
  }
  const { from, to } = range;
  ctx.set('Content-Range', `bytes ${String(from)}-${String(to)}/${String(file.sizeBytes)}`);
  ctx.length = to - from + 1;
}

function uploadRoutes(deps: Deps): Handlers<UploadRoutes> {
  const tus = tusDoor(deps);
  return {
    describeUploads: async ({ ctx }) => await answerByTus(ctx, tus),
    createUpload: async ({ ctx }) => await answerByTus(ctx, tus),
    createChunkedUpload: async ({ actor, body }) => ({
      status: 201,
      body: presentUpload(await openChunkedUpload(deps, actor, body), 0),
    }),
    readUpload: async ({ actor, params, ctx }) => {
      const upload = await readUpload(deps, actor, params.id);
      if (ctx.method === 'HEAD') await answerByTus(ctx, tus);
      return { status: 200, body: presentUpload(upload, await offsetOf(deps, upload)) };
    },
    continueUpload: async ({ actor, params, ctx }) => {
      const upload = await readUpload(deps, actor, params.id);
      if (upload.state === 'used') throw new Problem('upload.used');
      return await answerByTus(ctx, tus);
    },
    dropUpload: async ({ actor, params, ctx }) => {
      await dropUpload(deps, actor, params.id);
      ctx.set('Tus-Resumable', '1.0.0');
      return { status: 204 };
    },
    sendChunk: async ({ actor, params, query, ctx }) => {
      const chunk = { ...params, sha256: query.sha256 };
      await readUpload(deps, actor, params.id);
      try {
        const upload = await readFilePart(ctx, CHUNK_BYTES, (content) =>
          receiveChunk(deps, actor, chunk, content),
        );
        return { status: 200, body: presentUpload(upload, await offsetOf(deps, upload)) };
      } catch (error) {
        if (error instanceof Problem && error.code === 'upload.offset_conflict') {
          const upload = await readUpload(deps, actor, params.id);
          ctx.set('Upload-Offset', String(await offsetOf(deps, upload)));
        }
        throw error;
      }
    },
  };
}

export function resultRoutes(deps: Deps): Handlers<Routes> {
  return {
    ...uploadRoutes(deps),
    releaseResult: async ({ actor, params, body, ctx }) => {
      // Access first: nobody else's files come in.
      await readBookingFor(deps.db, actor, params.id, 'releaseResult');
      if (ctx.is('multipart/form-data')) return await deliverForm(deps, ctx, actor, params.id);
      const key = ctx.state.idempotencyKey as IdempotencyKey;
      return await deliverUploads(deps, actor, params.id, body, key);
    },
    checkResult: async ({ actor, params, body }) => {
      const where = { bookingId: params.id, resultId: params.resultId };
      return { status: 200, body: await checkResult(deps, actor, where, body) };
    },
    listResults: async ({ actor, params }) => ({
      status: 200,
      body: await listResults(deps, actor, params.id),
    }),
    listDownloads: async ({ actor, params, query }) => ({
      status: 200,
      body: await listDownloads(deps, actor, params.id, query),
    }),
    createDownloadLink: async ({ actor, params, query }) => {
      const where = { bookingId: params.id, fileId: params.fileId };
      return { status: 201, body: await createDownloadLink(deps, actor, where, query.inline) };
    },
    download: async ({ params, ctx }) => {
      const opened = await openDownload(deps, params.token, {
        range: ctx.get('Range'),
        isHeadOnly: ctx.method === 'HEAD',
      });
      writeFileHeaders(ctx, opened);
      return { status: opened.range === null ? 200 : 206, body: opened.content };
    },
    acceptResult: async ({ actor, params }) => ({
      status: 200,
      body: await acceptBooking(deps, actor, params.id),
    }),
    disputeResult: async ({ actor, params, body }) => ({
      status: 200,
      body: await disputeResult(deps, actor, params.id, body.reason),
    }),
  };
}
