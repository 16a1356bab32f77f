import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { currentLanguage } from '../../infra/current-request.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { answerBulletin } from './use-cases/answer-bulletin.ts';
import { generateBulletin } from './use-cases/generate-bulletin.ts';
import { listEarlier, listItems } from './use-cases/list-items.ts';
import { publishBulletin } from './use-cases/publish-bulletin.ts';
import { listBulletins, readBulletin } from './use-cases/read-bulletin.ts';
import { readPaper } from './use-cases/read-paper.ts';
import { writeBulletinPdf } from './use-cases/write-bulletin-pdf.ts';
import { writeBulletinSheet } from './use-cases/write-bulletin-sheet.ts';

type Routes =
  | 'listBulletins'
  | 'getBulletin'
  | 'listBulletinItems'
  | 'listEarlierItems'
  | 'getBulletinSheet'
  | 'getBulletinPdf'
  | 'createBulletin'
  | 'publishBulletin'
  | 'answerBulletin';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

function attach(ctx: Context, fileName: string): void {
  ctx.attachment(fileName);
  ctx.set('Cache-Control', 'private, no-store');
}

export function bulletinRoutes(deps: Deps): Handlers<Routes> {
  return {
    listBulletins: async ({ actor, query }) => ({
      status: 200,
      body: await listBulletins(deps, actor, query),
    }),
    getBulletin: async ({ actor, params }) => ({
      status: 200,
      body: await readBulletin(deps, actor, params.id),
    }),
    listBulletinItems: async ({ actor, params, query }) => ({
      status: 200,
      body: await listItems(deps, actor, params.id, query),
    }),
    listEarlierItems: async ({ actor, params, query }) => ({
      status: 200,
      body: await listEarlier(deps, actor, params.id, query),
    }),
    getBulletinSheet: async ({ actor, ctx, params }) => {
      const paper = await readPaper(deps, actor, params.id);
      const body = await writeBulletinSheet(paper, currentLanguage());
      attach(ctx, `dayi-bulletin-${paper.bulletin.period}.xlsx`);
      return { status: 200, body };
    },
    getBulletinPdf: async ({ actor, ctx, params }) => {
      const paper = await readPaper(deps, actor, params.id);
      const body = await writeBulletinPdf(paper, currentLanguage());
      attach(ctx, `dayi-bulletin-${paper.bulletin.period}.pdf`);
      return { status: 200, body };
    },
    createBulletin: async ({ actor, body, ctx }) =>
      await generateBulletin(deps, actor, keyOf(ctx), body),
    publishBulletin: async ({ actor, body, ctx, params }) =>
      await publishBulletin(deps, actor, keyOf(ctx), { id: params.id, sha256: body.sha256 }),
    answerBulletin: async ({ actor, body, ctx, params }) =>
      await answerBulletin(deps, actor, keyOf(ctx), params.id, body),
  };
}
