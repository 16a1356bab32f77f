import { contracts } from '@dayi/shared/contracts/index';
import type { Deps } from '../../deps.ts';
import { fieldErrorsOf } from '../../http/field-errors.ts';
import type { Handlers } from '../../http/guard.ts';
import { acceptBooking } from '../bookings/index.ts';
import { idempotencyKeyOf } from '../../http/idempotency.ts';
import { dropFiles, readMultipart } from '../../http/read-multipart.ts';
import { findIdempotentAnswer } from '../../infra/idempotency-keys.ts';
import { Problem } from '../../problem.ts';
import { readBookingFor } from '../bookings/index.ts';
import { presentResult } from './presenter.ts';
import { findResults } from './repository.ts';
import { createDownloadLink, openDownload } from './use-cases/download-file.ts';
import { disputeResult } from './use-cases/judge-result.ts';
import { releaseResult } from './use-cases/release-result.ts';

type Routes =
  | 'releaseResult'
  | 'listResults'
  | 'createDownloadLink'
  | 'download'
  | 'acceptResult'
  | 'disputeResult';

export function resultRoutes(deps: Deps): Handlers<Routes> {
  return {
    releaseResult: async ({ actor, params, ctx }) => {
      // Access first: nobody else's files come in.
      await readBookingFor(deps.db, actor, params.id, 'releaseResult');
      const { fields, files } = await readMultipart(deps, ctx);
      try {
        const form = contracts.releaseResult.multipart.safeParse(fields, { reportInput: true });
        if (!form.success) {
          throw new Problem('request.invalid', { fields: fieldErrorsOf('body', form.error) });
        }
        // A phone that lost the answer asks again with the same key and the same files.
        const said = [form.data, files.map(({ name, sha256 }) => [name, sha256])];
        const key = idempotencyKeyOf(ctx, said);
        const earlier = key === undefined ? undefined : await findIdempotentAnswer(deps.db, key);
        if (earlier !== undefined) {
          await dropFiles(deps, files);
          return earlier;
        }
        const answer = await releaseResult(deps, actor, params.id, form.data.summary, files, key);
        // A twin request was faster: its files are the ones that are kept.
        const kept = new Set(answer.body.result.files.map(({ id }) => id));
        await dropFiles(
          deps,
          files.filter(({ id }) => !kept.has(id)),
        );
        return answer;
      } catch (error) {
        await dropFiles(deps, files);
        throw error;
      }
    },
    listResults: async ({ actor, params }) => {
      await readBookingFor(deps.db, actor, params.id, 'listResults');
      const results = await findResults(deps.db, params.id);
      return { status: 200, body: { items: results.map(presentResult) } };
    },
    createDownloadLink: async ({ actor, params }) => ({
      status: 201,
      body: await createDownloadLink(deps, actor, params.id, params.fileId),
    }),
    download: async ({ params, ctx }) => {
      const file = await openDownload(deps, params.token);
      ctx.attachment(file.name);
      ctx.set('Cache-Control', 'private, no-store');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.length = file.sizeBytes;
      // A file from outside is never rendered in our own origin.
      ctx.type = 'application/octet-stream';
      return { status: 200, body: file.content };
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
