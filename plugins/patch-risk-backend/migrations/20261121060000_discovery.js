// @ts-check

const tables = [
  'discovery_state',
  'discovery_observations',
  'discovery_labels',
  'discovery_texts',
  'discovery_devices',
  'discovery_device_sources',
  'discovery_clocks',
  'discovery_managed',
  'discovery_imports',
  'discovery_import_pieces',
  'discovery_before',
  'discovery_changes',
  'discovery_mappings',
  'discovery_decisions',
  'discovery_dirty',
  'discovery_sources',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('discovery_state', table => {
    table.comment('One row; whoever writes devices counts its revision up');
    table.integer('id').primary();
    table.bigInteger('revision').notNullable();
  });
  await knex('discovery_state').insert({ id: 1, revision: 0 });
  await knex.schema.createTable('discovery_observations', table => {
    table.comment('What each source saw of one identity');
    table
      .string('scope')
      .notNullable()
      .comment('Empty, or the import whose preview wrote it');
    table.string('id', 64).notNullable();
    table.text('content').notNullable().comment('Observation as JSON');
    table.string('device_key').notNullable();
    table.text('source').notNullable();
    table.text('site').notNullable().comment('Empty where there is none');
    table.string('last_seen').notNullable();
    table.primary(['scope', 'id']);
    table.index(['device_key']);
  });
  await knex.schema.createTable('discovery_labels', table => {
    table.comment('Observations that share a label are looked at together');
    table.string('scope').notNullable();
    table.string('label').notNullable().comment('Hash of the label');
    table.string('observation_id', 64).notNullable();
    table.primary(['scope', 'label', 'observation_id']);
    table.index(['observation_id']);
  });
  await knex.schema.createTable('discovery_texts', table => {
    table.comment('Observations by the texts that an alias could replace');
    table.string('text').notNullable().comment('Hash of the text');
    table.string('observation_id', 64).notNullable();
    table.primary(['text', 'observation_id']);
    table.index(['observation_id']);
  });
  await knex.schema.createTable('discovery_devices', table => {
    table.string('scope').notNullable();
    table.string('key').notNullable();
    table.text('content').notNullable().comment('DiscoveredDevice as JSON');
    table
      .string('state')
      .notNullable()
      .comment('unmanaged, managed, dismissed; removed in a preview only');
    table.text('former_keys').notNullable().comment('string[] as JSON');
    table.text('vendor').nullable();
    table.text('model').nullable();
    table.text('firmware_version').nullable();
    table.text('search').notNullable().comment('Folded texts to look in');
    table.integer('conflict_count').notNullable();
    table.string('first_seen').notNullable();
    table.string('last_seen').notNullable();
    table.primary(['scope', 'key']);
    table.index(['scope', 'state', 'key']);
  });
  await knex.schema.createTable('discovery_device_sources', table => {
    table.string('device_key').notNullable();
    table.text('source').notNullable();
    table.text('site').notNullable();
    table.string('last_seen').notNullable();
    table.boolean('missing').notNullable();
    table.primary(['device_key', 'source', 'site']);
    table.index(['source', 'site', 'last_seen']);
  });
  await knex.schema.createTable('discovery_clocks', table => {
    table.comment('Until when a source is known to have seen devices');
    table.text('source').notNullable();
    table.text('site').notNullable();
    table.string('seen_until').notNullable();
    table.primary(['source', 'site']);
  });
  await knex.schema.createTable('discovery_managed', table => {
    table.comment('Managed devices by the revision of their last change');
    table.string('key').primary();
    table.bigInteger('revision').notNullable().unique();
    table.text('content').nullable().comment('JSON; null when removed');
  });
  await knex.schema.createTable('discovery_imports', table => {
    table.string('id').primary();
    table.string('kind').notNullable();
    table.text('source').notNullable();
    table.text('site').nullable();
    table.text('mapping').nullable().comment('Name of the mapping');
    table.text('mapping_content').nullable().comment('As it was then; JSON');
    table.text('file').notNullable();
    table.string('content_hash').notNullable().comment('What makes it again');
    table.string('state').notNullable();
    table.boolean('preview').notNullable();
    table.boolean('abort_asked').notNullable().defaultTo(false);
    table.text('started_by').notNullable();
    table.string('created_at').notNullable().index();
    table.string('seen_at').notNullable().comment('Of records without a time');
    table.string('started_at').nullable();
    table.string('alive_at').nullable();
    table.string('finished_at').nullable();
    table.bigInteger('bytes').notNullable();
    table.bigInteger('bytes_read').notNullable();
    table.integer('records_read').notNullable();
    table.text('counts').notNullable().comment('DiscoveryCounts as JSON');
    table.text('problems').notNullable().comment('The first; JSON');
    table.text('error').nullable();
    table.boolean('can_undo').notNullable().defaultTo(false);
    table.integer('turn').nullable().comment('Order in which they began');
    table.index(['content_hash']);
  });
  await knex.schema.createTable('discovery_import_pieces', table => {
    table.comment('Files that wait for their import');
    table.string('import_id').notNullable();
    table.integer('sequence').notNullable();
    table.binary('bytes').notNullable();
    table.primary(['import_id', 'sequence']);
  });
  await knex.schema.createTable('discovery_before', table => {
    table.comment('Observations as they were before an import, to undo it');
    table.string('import_id').notNullable();
    table.string('observation_id', 64).notNullable();
    table.text('content').nullable().comment('Null where there was none');
    table.primary(['import_id', 'observation_id']);
  });
  await knex.schema.createTable('discovery_changes', table => {
    table.increments('sequence');
    table.string('import_id').nullable().index();
    table.boolean('preview').notNullable();
    table.string('at').notNullable();
    table.string('device_key').notNullable().index();
    table.string('kind').notNullable();
    table.text('text').notNullable();
  });
  await knex.schema.createTable('discovery_mappings', table => {
    table.string('name').primary();
    table.string('kind').notNullable();
    table.text('mapping').notNullable();
    table.string('updated_at').notNullable();
    table.text('updated_by').notNullable();
  });
  await knex.schema.createTable('discovery_decisions', table => {
    table.increments('sequence');
    table.string('id').notNullable().unique();
    table.string('kind').notNullable();
    table.string('device_a').nullable().index();
    table.string('device_b').nullable().index();
    table.string('field').nullable();
    table.text('written').nullable();
    table.text('value').nullable();
    table.text('decided_by').notNullable();
    table.string('decided_at').notNullable();
    table.text('taken_back_by').nullable();
    table.string('taken_back_at').nullable();
    table.index(['kind', 'taken_back_at']);
  });
  await knex.schema.createTable('discovery_dirty', table => {
    table.comment('Observations whose devices are to be built anew');
    table.string('observation_id', 64).primary();
    table.string('decision_id').nullable().index();
  });
  await knex.schema.createTable('discovery_sources', table => {
    table.string('id').primary();
    table.text('cursor').notNullable().comment('JSON');
    table.string('state').notNullable();
    table.string('last_read_at').nullable();
    table.integer('files_read').notNullable();
    table.integer('files_skipped').notNullable();
    table.text('error').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [...tables].reverse()) {
    await knex.schema.dropTable(table);
  }
};
