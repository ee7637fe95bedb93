// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('devices', table => {
    table.string('hardware_version').nullable();
  });
  // What is not changed in the catalog is not written again, so the column is filled here.
  const devices = await knex('devices')
    .select('entity_ref', 'fields')
    .where('fields', 'like', '%"hardwareVersion"%');
  for (const { entity_ref: entityRef, fields } of devices) {
    const { hardwareVersion } = JSON.parse(fields);
    await knex('devices')
      .where({ entity_ref: entityRef })
      .update({ hardware_version: hardwareVersion ?? null });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('devices', table => {
    table.dropColumn('hardware_version');
  });
};
