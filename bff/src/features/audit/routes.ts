import type { Deps } from '../../deps.ts';
import { decodeNumberCursor, pageOf } from '../../infra/cursor.ts';
import type { Handlers } from '../../http/guard.ts';
import { regionPrefix, scopesFor } from '../../policy.ts';
import { presentAuditEvent } from './presenter.ts';
import { findAuditEvents } from './repository.ts';

export function auditRoutes(deps: Deps): Handlers<'listAuditEvents'> {
  return {
    listAuditEvents: async ({ actor, query }) => {
      const scope = {
        everything: scopesFor(actor, 'listAuditEvents', 'platform').length > 0,
        regionPrefixes: scopesFor(actor, 'listAuditEvents', 'region').map(regionPrefix),
        unitIds: scopesFor(actor, 'listAuditEvents', 'unit'),
      };
      const found = await findAuditEvents(deps.db, scope, {
        ...(query.cursor === undefined ? {} : { before: decodeNumberCursor(query.cursor) }),
        ...(query.objectKind === undefined ? {} : { objectKind: query.objectKind }),
        ...(query.objectId === undefined ? {} : { objectId: query.objectId }),
        limit: query.limit + 1,
      });
      const { rows, nextCursor } = pageOf(found, query.limit, (entry) => [entry.seq]);
      return { status: 200, body: { items: rows.map(presentAuditEvent), nextCursor } };
    },
  };
}
