import { FEN, ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  voucher_applications: (t) => {
    primaryId(t);
    t.specificType('programme_id', ID).notNullable();
    t.specificType('company_id', ID).notNullable();
    t.specificType('applicant_id', ID).notNullable();
    t.specificType('asked_fen', FEN).notNullable();
    t.text('purpose').notNullable();
    t.specificType('service_kind', WORD(10)).notNullable();
    t.specificType('state', WORD(10)).notNullable();
    // While it is open; its unique key lets a company ask a programme once at a time.
    t.specificType('open_key', WORD(60)).nullable();
    t.specificType('applied_at', INSTANT).notNullable();
    t.specificType('decided_at', INSTANT).nullable();
    t.specificType('decided_by', ID).nullable();
    t.text('reason').nullable();
    t.specificType('granted_fen', FEN).nullable();
    t.specificType('grant_id', ID).nullable();
    t.unique(['open_key'], { indexName: 'voucher_applications__open' });
    t.index(['company_id', 'applied_at'], 'voucher_applications__by_company');
    t.index(['state', 'applied_at'], 'voucher_applications__by_state');
    t.check(
      'granted_fen is null or granted_fen between 1 and asked_fen',
      [],
      'voucher_applications__granted',
    );
    t.foreign('programme_id', 'voucher_applications__programme').references(
      'voucher_programmes.id',
    );
    t.foreign('company_id', 'voucher_applications__company').references('companies.id');
    t.foreign('grant_id', 'voucher_applications__grant').references('voucher_grants.id');
  },
});
