import type { Context } from 'koa';
import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import type { IdempotencyKey } from '../../infra/idempotency-keys.ts';
import { scopesFor } from '../../policy.ts';
import { findApplicants, findStandings } from './applications-repository.ts';
import { presentGrant, presentProgrammeFor } from './presenter.ts';
import { findGrants, findProgrammes } from './repository.ts';
import { applyForVoucher, withdrawApplication } from './use-cases/apply-for-voucher.ts';
import { decideApplication, listApplications } from './use-cases/decide-application.ts';

type Routes =
  | 'listGrants'
  | 'listProgrammes'
  | 'applyForVoucher'
  | 'listVoucherApplications'
  | 'decideVoucherApplication'
  | 'withdrawVoucherApplication';

const keyOf = (ctx: Context) => ctx.state.idempotencyKey as IdempotencyKey;

export function voucherRoutes(deps: Deps): Handlers<Routes> {
  return {
    listGrants: async ({ actor }) => {
      const grants = await findGrants(deps.db, scopesFor(actor, 'listGrants', 'company'));
      return { status: 200, body: { items: grants.map(presentGrant) } };
    },
    listProgrammes: async ({ actor }) => {
      const programmes = await findProgrammes(deps.db, deps.clock.now());
      const companyIds = [...new Set(scopesFor(actor, 'applyForVoucher', 'company'))];
      const applicants = await findApplicants(deps.db, companyIds);
      const standings = await findStandings(deps.db, companyIds);
      return {
        status: 200,
        body: {
          items: programmes.map((one) => presentProgrammeFor(one, applicants, standings)),
        },
      };
    },
    applyForVoucher: async ({ actor, body, ctx }) =>
      await applyForVoucher(deps, actor, keyOf(ctx), body),
    listVoucherApplications: async ({ actor, query }) => ({
      status: 200,
      body: await listApplications(deps, actor, query),
    }),
    decideVoucherApplication: async ({ actor, params, body, ctx }) =>
      await decideApplication(deps, actor, keyOf(ctx), params.id, body),
    withdrawVoucherApplication: async ({ actor, params }) => ({
      status: 200,
      body: await withdrawApplication(deps, actor, params.id),
    }),
  };
}
