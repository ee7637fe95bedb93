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
  await knex.schema.createTable('advisory_vulnerabilities', table => {
    table.comment('What each advisory itself says of a vulnerability');
    table.string('advisory_id').notNullable();
    table.string('cve').notNullable();
    table.text('cvss_vector').nullable();
    table.text('cwes').notNullable().comment('string[] as JSON');
    table.primary(['advisory_id', 'cve']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('advisory_vulnerabilities');
  await knex.schema.alterTable('findings', table => {
    table.dropColumn('advised_product');
  });
  await knex.schema.alterTable('advisories', table => {
    table.dropColumn('sectors');
  });
};
