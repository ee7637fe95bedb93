// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('model_drift', table => {
    table.comment('How far each model in use has left its training');
    table.string('model').primary().comment('exploit, fix, fix-ot');
    table.string('version').notNullable();
    table
      .string('state')
      .notNullable()
      .comment('unknown, steady, inputs-moved, calibration-off');
    table.text('drift').notNullable().comment('ModelDrift as JSON');
    table.string('measured_at').notNullable();
    table.string('changed_at').notNullable().comment('Since when the state');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('model_drift');
};
