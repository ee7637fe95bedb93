// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('findings', table => {
    table
      .text('advised_product')
      .nullable()
      .comment('AdvisedProduct as JSON, of the advisory of the remediation');
  });
  await knex.schema.alterTable('advisories', table => {
    table.text('sectors').nullable().comment('string[] as JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('findings', table => {
    table.dropColumn('advised_product');
  });
  await knex.schema.alterTable('advisories', table => {
    table.dropColumn('sectors');
  });
};
