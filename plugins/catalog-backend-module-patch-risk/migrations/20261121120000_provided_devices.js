// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('patch_risk_provided_devices', table => {
    table.comment('Discovered devices and the entities that were made of them');
    table.string('device_key').primary().comment('Key of the device');
    table
      .string('entity_ref')
      .notNullable()
      .unique()
      .comment('Stays while the device exists, whatever becomes of its key');
    table
      .string('content_hash')
      .nullable()
      .comment('Of the entity that the catalog accepted; absent before');
    table
      .string('described_by')
      .nullable()
      .index()
      .comment('Entity of a person that describes the device instead');
    table
      .string('ended_at')
      .nullable()
      .index()
      .comment('No longer managed; the entity goes when all was read');
    table.string('applied_at').nullable().index();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('patch_risk_provider_state', table => {
    table.comment('How far the provider of devices has read');
    table.string('id').primary();
    table.integer('revision').notNullable().comment('Read up to here');
    table
      .string('revision_key')
      .nullable()
      .comment('Key of the device that had this revision');
    table
      .string('basis')
      .notNullable()
      .comment('Hash of all else that entities are made of');
    table.string('updated_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('patch_risk_provider_state');
  await knex.schema.dropTable('patch_risk_provided_devices');
};
