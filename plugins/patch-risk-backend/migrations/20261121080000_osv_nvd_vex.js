// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('advisory_products', table => {
    table
      .string('source')
      .notNullable()
      .defaultTo('csaf')
      .comment('csaf, vex, osv or nvd');
    table
      .string('naming')
      .nullable()
      .comment('cpe or cpe-platform, where no vendor named the product');
    table
      .text('applicability')
      .nullable()
      .comment('A condition on the device, as JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('advisory_products', table => {
    table.dropColumns('source', 'naming', 'applicability');
  });
};
