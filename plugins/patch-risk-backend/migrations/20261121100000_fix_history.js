// @ts-check

/**
 * How fixes came: kept beyond the revision of an advisory that said so.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('advisory_products', table => {
    table
      .string('announced_for')
      .nullable()
      .comment('Day for which a fix was announced, come or not');
    table
      .string('unplanned_state')
      .nullable()
      .comment('State without the words that announce a fix');
  });
  await knex.schema.alterTable('advisories', table => {
    table
      .string('followed_since')
      .nullable()
      .comment('Day of the first revision whose fixes were recorded');
  });

  await knex.schema.createTable('advisory_revisions', table => {
    table.comment('Days of the revisions that were read');
    table.string('advisory_id').notNullable();
    table.string('revised_on').notNullable();
    table.primary(['advisory_id', 'revised_on']);
  });

  await knex.schema.createTable('fix_announcements', table => {
    table.comment('A product and a day for which its fix was announced');
    table.string('advisory_id').notNullable();
    table.string('product_key').notNullable().comment('Hash of the names');
    table.string('announced_for').notNullable();
    table.text('vendor').notNullable();
    table.text('product').notNullable();
    table.string('announced_on').notNullable().index();
    table
      .string('gone_on')
      .nullable()
      .comment('First revision without the product');
    table.string('broken_on').nullable();
    table.string('broken_as').nullable().comment('moved or withdrawn');
    table.string('fixed_on').nullable();
    table
      .string('fix_known_on')
      .nullable()
      .comment('Revision that named the fix');
    table.primary(['advisory_id', 'product_key', 'announced_for']);
  });

  await knex.schema.createTable('fix_watches', table => {
    table.comment('A product of an advisory that named no fix for it');
    table.string('advisory_id').notNullable();
    table.string('product_key').notNullable().comment('Hash of the names');
    table.text('vendor').notNullable();
    table.text('product').notNullable();
    table.string('released_on').notNullable();
    table.string('open_on').notNullable().index();
    table
      .string('gone_on')
      .nullable()
      .comment('First revision without the product');
    table.string('fixed_on').nullable();
    table
      .string('fix_known_on')
      .nullable()
      .comment('Revision that named the fix');
    table.primary(['advisory_id', 'product_key']);
  });

  await knex.schema.createTable('model_tries', table => {
    table.comment('What came of the last retraining of each model');
    table.string('family').primary();
    table.string('at').notNullable();
    table.string('outcome').notNullable();
    table.text('reason').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('model_tries');
  await knex.schema.dropTable('fix_watches');
  await knex.schema.dropTable('fix_announcements');
  await knex.schema.dropTable('advisory_revisions');
  await knex.schema.alterTable('advisories', table => {
    table.dropColumn('followed_since');
  });
  await knex.schema.alterTable('advisory_products', table => {
    table.dropColumn('unplanned_state');
    table.dropColumn('announced_for');
  });
};
