// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cve_records', table => {
    table.comment('What the exploit model reads of CVE records');
    table.string('cve').primary();
    table.string('state').notNullable().comment('published, rejected');
    table.string('assigner').notNullable().defaultTo('');
    table.string('published_on').nullable().index();
    table
      .string('revised_at')
      .notNullable()
      .comment('Newest instant in the record; an older one replaces nothing');
    table
      .text('cvss')
      .nullable()
      .comment('{version, vector, baseScore, source, addedOn} as JSON');
    table.text('cwes').notNullable().defaultTo('[]');
    table
      .text('affected')
      .notNullable()
      .defaultTo('[]')
      .comment('{vendor, product}[] as JSON, the first 20');
    table.text('description').notNullable().defaultTo('');
    table
      .boolean('listed')
      .notNullable()
      .comment('From a source of all records, not asked for by its name');
    table.string('content_hash').notNullable();
    table.string('changed_at').notNullable();
  });

  await knex.schema.createTable('cve_ssvc', table => {
    table.comment('Every value of SSVC that was seen, as dated by CISA');
    table.string('cve').notNullable();
    table.string('written_at').notNullable().comment('ISO 8601 in UTC');
    table.string('exploitation').notNullable().comment('none, poc, active');
    table.boolean('automatable').nullable();
    table.boolean('total_impact').nullable();
    table.primary(['cve', 'written_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cve_ssvc');
  await knex.schema.dropTable('cve_records');
};
