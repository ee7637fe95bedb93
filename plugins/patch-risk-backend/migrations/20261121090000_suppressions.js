// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('suppressions', table => {
    table.comment('Findings that a person has set aside until a day');
    table.string('id').primary();
    table.string('scope').notNullable().comment('finding, model');
    table.string('finding_id').nullable().comment('Where scope is finding');
    table.string('cve').notNullable().index();
    table.string('vendor').nullable().comment('Where scope is model');
    table.string('model').nullable().comment('Where scope is model');
    table.text('reason').notNullable();
    table.string('created_by').notNullable().comment('Entity ref of the user');
    table.string('created_at').notNullable();
    table
      .string('known_news')
      .notNullable()
      .comment('What was known then: kev, exploit-code, both or empty');
    table.string('expires_on').notNullable().comment('Last day, YYYY-MM-DD');
    table.string('ended_at').nullable().index();
    table.string('ended_by').nullable().comment('Absent when it expired');
  });

  await knex.schema.alterTable('findings', table => {
    table
      .string('suppressed_by')
      .nullable()
      .index()
      .comment('vex, person, rule; such a finding counts nowhere');
    table.text('suppression').nullable().comment('FindingSuppression as JSON');
  });

  await knex.schema.alterTable('advisory_products', table => {
    table
      .text('justification')
      .nullable()
      .comment('VEX justification of known_not_affected');
  });

  // The history of a finding is read by its id.
  await knex.schema.alterTable('outcome_events', table => {
    table.index(['subject', 'sequence'], 'outcome_events_subject_index');
  });

  await knex.schema.createTable('hygiene_findings', table => {
    table.comment('Conditions of devices that are no vulnerability');
    table
      .string('id')
      .primary()
      .comment('Hash of device, kind, source and signal');
    table.string('device_ref').notNullable().index();
    table
      .string('kind')
      .notNullable()
      .comment(
        'end-of-support, insecure-protocol, default-password, configuration-drift, isolation-broken',
      );
    table.string('source').notNullable().comment('Who reports it');
    table.string('signal_key').notNullable().comment('Its name at the source');
    table.text('title').notNullable();
    table.text('details').notNullable().comment('HygieneDetails as JSON');
    table.string('reach').notNullable().comment('Exposure that was graded');
    table.boolean('reach_assumed').notNullable();
    table.string('reported_reach').nullable();
    table.double('impact').notNullable().comment('In [0, 1]');
    table.boolean('impact_assumed').notNullable();
    table.string('ceiling').nullable().comment('Gravest band it may have');
    table.string('severity').notNullable();
    table
      .integer('rank')
      .notNullable()
      .comment('Of the severity, 0 the gravest; orders lists');
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('changed_at').notNullable();
    table.string('closed_at').nullable().index();
    table.index(['source', 'kind']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('hygiene_findings');
  await knex.schema.alterTable('outcome_events', table => {
    table.dropIndex(['subject', 'sequence'], 'outcome_events_subject_index');
  });
  await knex.schema.alterTable('advisory_products', table => {
    table.dropColumn('justification');
  });
  // Without the columns they would count again, although nobody is affected by them.
  await knex('findings').where('suppressed_by', 'vex').delete();
  await knex.schema.alterTable('findings', table => {
    table.dropColumns('suppressed_by', 'suppression');
  });
  await knex.schema.dropTable('suppressions');
};
