// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('models', table => {
    table.comment('Versions of models that were live or tried, in order');
    table.bigIncrements('id');
    table.string('family').notNullable();
    table.string('version').notNullable();
    table
      .string('state')
      .notNullable()
      .comment('live, replaced, rejected, rolled-back');
    table.string('newest_training_day').notNullable();
    table.text('reason').notNullable();
    table.text('figures').nullable().comment('The verdict as JSON');
    table
      .text('model')
      .nullable()
      .comment('The model as JSON; absent for the shipped one');
    table.string('decided_at').notNullable();
    table.unique(['family', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('models');
};
