import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  review_replies: (t) => {
    // The key makes the crew's reply one.
    t.specificType('review_id', ID).notNullable().primary();
    t.specificType('author_id', ID).notNullable();
    t.string('text', 2000).notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.foreign('review_id', 'review_replies__review').references('reviews.id');
  },
  review_appeals: (t) => {
    primaryId(t);
    t.specificType('review_id', ID).notNullable();
    t.integer('edition').unsigned().notNullable();
    t.string('reason', 1000).notNullable();
    t.specificType('appealed_by', ID).notNullable();
    t.specificType('appealed_at', INSTANT).notNullable();
    t.specificType('decision', WORD(10)).nullable();
    t.string('judgement', 1000).nullable();
    t.specificType('judged_by', ID).nullable();
    t.specificType('judged_at', INSTANT).nullable();
    // What has been judged once is not judged again, until the review says something else.
    t.unique(['review_id', 'edition'], { indexName: 'review_appeals__edition' });
    t.index(['decision', 'appealed_at', 'id'], 'review_appeals__waiting');
    t.foreign('review_id', 'review_appeals__review').references('reviews.id');
  },
});
