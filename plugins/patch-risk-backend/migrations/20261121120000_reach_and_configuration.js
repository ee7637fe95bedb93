// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('reach_flow_files', table => {
    table.comment('How far each log of flows was read');
    table.string('source').notNullable();
    table.string('path').notNullable();
    table.double('offset').notNullable().comment('Bytes, unpacked');
    table.double('size').notNullable().comment('Bytes on disk when read');
    table.string('modified_at').notNullable();
    table.integer('head_bytes').notNullable();
    table.string('head_hash').notNullable().comment('Tells a renamed file');
    table.string('read_at').notNullable();
    table.primary(['source', 'path']);
  });

  await knex.schema.createTable('reach_flows', table => {
    table.comment('Flows of devices by zone and service of their peers');
    table.string('device_ref').notNullable();
    table.string('direction').notNullable().comment('inbound, outbound');
    table.string('own_zone').notNullable().comment('Empty: in no zone');
    table.string('peer_zone').notNullable().comment('Empty: in no zone');
    table.string('protocol').notNullable();
    table.integer('port').notNullable().comment('0: several');
    table.string('service').notNullable().comment('Empty: not recognised');
    table.string('state').notNullable().comment('answered, unanswered');
    table.double('flows').notNullable();
    table.double('bytes_received').notNullable();
    table.double('bytes_sent').notNullable();
    table.integer('peers').notNullable().comment('Distinct ones, at least');
    table.string('example_peer').notNullable();
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable().index();
    table.primary([
      'device_ref',
      'direction',
      'own_zone',
      'peer_zone',
      'protocol',
      'port',
      'service',
      'state',
    ]);
  });

  await knex.schema.createTable('reach_devices', table => {
    table.comment('Exposure of devices as zones, flows and firewalls show it');
    table.string('device_ref').primary();
    table.string('zone').nullable();
    table.string('derived_exposure').nullable();
    table.text('evidence').notNullable().comment('ReachEvidence[] as JSON');
    table.text('paths').notNullable().comment('ReachPath[] as JSON');
    table.string('evaluated_at').notNullable();
  });

  await knex.schema.createTable('reach_state', table => {
    table.comment('What the last evaluation rested on');
    table.string('name').primary();
    table.text('value').notNullable();
  });

  await knex.schema.createTable('configuration_snapshots', table => {
    table.comment('Configurations of devices, with secrets masked');
    table.string('id').primary();
    table.string('device_ref').notNullable();
    table.string('taken_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('source').notNullable().comment('http, directory');
    table.string('sender').notNullable();
    table.string('format').notNullable().comment('json, text');
    table.text('content').notNullable().comment('Masked and canonical');
    table.string('content_hash').notNullable();
    table.integer('line_count').notNullable();
    table.integer('masked_count').notNullable();
    table.index(['device_ref', 'taken_at']);
  });

  await knex.schema.createTable('configuration_baselines', table => {
    table.comment(
      'Which snapshot a person approved; the newest in force counts',
    );
    table.bigIncrements('id');
    table.string('device_ref').notNullable().index();
    table.string('snapshot_id').notNullable();
    table.string('approved_by').notNullable();
    table.string('approved_at').notNullable();
    table.text('reason').notNullable();
    table.string('withdrawn_by').nullable();
    table.string('withdrawn_at').nullable();
  });

  await knex.schema.createTable('configuration_drift', table => {
    table.comment('Devices whose newest snapshot differs from the baseline');
    table.string('device_ref').primary();
    table.string('snapshot_id').notNullable();
    table.integer('added').notNullable();
    table.integer('removed').notNullable();
    table.string('change').notNullable().comment('inside, outside');
    table.text('evidence').notNullable();
    table.string('since').notNullable();
  });

  await knex.schema.createTable('configuration_files', table => {
    table.comment('Files of the directory as they were last read');
    table.string('path').primary();
    table.double('size').notNullable();
    table.string('modified_at').notNullable();
    table.text('problem').nullable().comment('Why it was not taken');
  });

  await knex.schema.createTable('configuration_keys', table => {
    table.comment('Key of the digests of masked secrets, where none is set');
    table.string('name').primary();
    table.string('value').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('configuration_keys');
  await knex.schema.dropTable('configuration_files');
  await knex.schema.dropTable('configuration_drift');
  await knex.schema.dropTable('configuration_baselines');
  await knex.schema.dropTable('configuration_snapshots');
  await knex.schema.dropTable('reach_state');
  await knex.schema.dropTable('reach_devices');
  await knex.schema.dropTable('reach_flows');
  await knex.schema.dropTable('reach_flow_files');
};
