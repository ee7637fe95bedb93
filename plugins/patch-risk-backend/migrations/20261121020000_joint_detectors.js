// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('joint_states', table => {
    table.comment(
      'What the detector knows of the metrics of a device together',
    );
    table.string('device_ref').primary();
    table.text('state').notNullable();
  });

  await knex.schema.createTable('detector_profiles', table => {
    table.comment(
      'What the streams of a metric on devices of one model have in common',
    );
    table.string('vendor').notNullable();
    table.string('model').notNullable();
    table.string('metric').notNullable();
    table.text('profile').notNullable();
    table.primary(['vendor', 'model', 'metric']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('detector_profiles');
  await knex.schema.dropTable('joint_states');
};
