import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { currentLanguage } from '../../infra/current-request.ts';
import { proveLedger } from './use-cases/prove-ledger.ts';
import { readMonth, readStatement } from './use-cases/read-statement.ts';
import { writeStatementPdf } from './use-cases/write-statement-pdf.ts';
import { writeStatementSheet } from './use-cases/write-statement-sheet.ts';

type Routes = 'proveLedger' | 'getStatement' | 'getStatementSheet' | 'getStatementPdf';

export function ledgerRoutes(deps: Deps): Handlers<Routes> {
  return {
    proveLedger: async () => ({ status: 200, body: await proveLedger(deps) }),
    getStatement: async ({ actor, params, query }) => ({
      status: 200,
      body: await readStatement(deps, actor, params.id, query),
    }),
    getStatementSheet: async ({ actor, params, query, ctx }) => {
      const month = await readMonth(deps, actor, params.id, query.month, 'getStatementSheet');
      const body = await writeStatementSheet(month, currentLanguage());
      ctx.attachment(`dayi-${query.month}.xlsx`);
      ctx.set('Cache-Control', 'private, no-store');
      return { status: 200, body };
    },
    getStatementPdf: async ({ actor, params, query, ctx }) => {
      const month = await readMonth(deps, actor, params.id, query.month, 'getStatementPdf');
      const body = await writeStatementPdf(month, currentLanguage());
      ctx.attachment(`dayi-${query.month}.pdf`);
      ctx.set('Cache-Control', 'private, no-store');
      return { status: 200, body };
    },
  };
}
