// @ts-check

/**
 * Instants are ISO 8601 strings in UTC with milliseconds, dates are `YYYY-MM-DD`, JSON is text:
 * both engines then hold and order the same values.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('devices', table => {
    table.comment('Devices mirrored from the catalog');
    table.string('entity_ref').primary();
    table.string('uid').notNullable();
    table.string('etag').notNullable();
    table.string('title').notNullable();
    table.string('owner_ref').nullable().index();
    table.string('site_ref').nullable().index();
    table.string('system_ref').nullable().index();
    table.string('zone').nullable().index();
    table.string('vendor').nullable();
    table.string('model').nullable();
    table.string('firmware_version').nullable();
    table.text('fields').notNullable().comment('DeviceFields as JSON');
    table.text('problems').notNullable().comment('FieldProblem[] as JSON');
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('changed_at').notNullable();
    table.integer('missed_scans').notNullable().defaultTo(0);
    table.string('gone_at').nullable().comment('Set after two missed scans');
    table
      .string('match_state')
      .nullable()
      .comment('matched, no-product or no-version, set by the matcher');
    table.text('match_reason').nullable();
  });

  await knex.schema.createTable('sites', table => {
    table.comment('Sites mirrored from the catalog, with their calendars');
    table.string('entity_ref').primary();
    table.string('title').notNullable();
    table.string('time_zone').nullable();
    table.string('holidays').nullable();
    table.string('last_seen_at').notNullable();
  });

  await knex.schema.createTable('owners', table => {
    table.comment('Owners of devices mirrored from the catalog');
    table.string('entity_ref').primary();
    table.string('title').notNullable();
    table.string('jira_account_id').nullable();
    table.string('last_seen_at').notNullable();
  });

  await knex.schema.createTable('device_relations', table => {
    table.comment('Entities whose pages roll a device up');
    table.string('device_ref').notNullable();
    table.string('target_ref').notNullable().index();
    table.primary(['device_ref', 'target_ref']);
  });

  await knex.schema.createTable('pipeline_runs', table => {
    table.bigIncrements('id');
    table.string('state').notNullable().comment('running, done, failed');
    table.string('stage').notNullable();
    table.double('progress').notNullable().defaultTo(0);
    table.string('started_at').notNullable();
    table.string('finished_at').nullable();
    table
      .bigInteger('outcome_sequence')
      .notNullable()
      .comment('Newest outcome event when the run began');
    table.text('figures').nullable();
    table.text('error').nullable();
  });

  await knex.schema.createTable('feed_states', table => {
    table.string('feed_id').primary();
    table.string('state').notNullable();
    table.string('last_attempt_at').nullable();
    table.string('last_success_at').nullable();
    table.string('snapshot_date').nullable();
    table
      .text('cursor')
      .nullable()
      .comment('ETag, Last-Modified, document hashes as JSON');
    table.integer('read').notNullable().defaultTo(0);
    table.integer('accepted').notNullable().defaultTo(0);
    table.integer('refused').notNullable().defaultTo(0);
    table.boolean('unchanged').notNullable().defaultTo(false);
    table.float('progress').nullable();
    table.text('error').nullable();
    table
      .bigInteger('revision')
      .notNullable()
      .defaultTo(0)
      .comment('Grows with each refresh that changed something');
  });

  await knex.schema.createTable('feed_quarantine', table => {
    table.bigIncrements('id');
    table.string('feed_id').notNullable().index();
    table.text('record').notNullable();
    table.text('field').nullable();
    table.text('value').nullable();
    table.text('reason').notNullable();
    table.text('remedy').nullable();
    table.string('at').notNullable();
  });

  await knex.schema.createTable('vulnerabilities', table => {
    table.string('cve').primary();
    table.text('title').nullable();
    table.string('disclosed_on').nullable();
    table
      .text('cvss')
      .nullable()
      .comment('{version, vector, baseScore, severity} as JSON');
    table.text('cwes').notNullable().defaultTo('[]');
    table.string('kev_date_added').nullable();
    table.string('kev_due_date').nullable();
    table.boolean('kev_ransomware').nullable();
    table.double('epss').nullable();
    table.double('epss_percentile').nullable();
    table.string('epss_date').nullable();
    table.string('epss_model').nullable();
    table.string('changed_at').notNullable().index();
  });

  await knex.schema.createTable('advisories', table => {
    table.string('id').primary().comment('feed id / tracking id');
    table.string('feed_id').notNullable().index();
    table.string('tracking_id').notNullable();
    table.string('version').notNullable();
    table.text('title').notNullable();
    table.string('publisher').notNullable();
    table.text('url').nullable();
    table.string('released_on').notNullable();
    table.string('revised_on').notNullable();
    table.string('content_hash').notNullable();
    table.string('changed_at').notNullable().index();
  });

  await knex.schema.createTable('advisory_products', table => {
    table.comment('One row for each advisory × product × vulnerability');
    table.bigIncrements('id');
    table.string('advisory_id').notNullable().index();
    table.string('cve').notNullable().index();
    table.string('product_id').notNullable();
    table.string('vendor_key').notNullable().comment('Normalised vendor name');
    table.text('vendor').notNullable();
    table.text('product').notNullable();
    table.text('branch_path').notNullable().comment('string[] as JSON');
    table.text('version_range').nullable();
    table
      .string('status')
      .notNullable()
      .comment('FindingStatus of the product');
    table.string('remediation_state').notNullable();
    table.text('fixed_version').nullable();
    table.string('available_since').nullable();
    table.string('planned_for').nullable();
    table.text('remediation_url').nullable();
    table.text('remediation_details').nullable();
    table.index(['vendor_key']);
    table.index(['vendor']);
  });

  await knex.schema.createTable('findings', table => {
    table.string('id').primary().comment('Hash of device and vulnerability');
    table.string('device_ref').notNullable().index();
    table.string('cve').notNullable().index();
    table.string('status').notNullable();
    table.double('confidence').notNullable();
    table.text('evidence').notNullable().comment('MatchEvidence[] as JSON');
    table
      .text('remediation')
      .notNullable()
      .comment('As Finding.remediation, JSON');
    table.string('fix_group_key').notNullable();
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('changed_at').notNullable();
    table.string('closed_at').nullable();
  });

  await knex.schema.createTable('curves', table => {
    table.comment(
      'Weekly curves, stored once and referenced by the hash of their values',
    );
    table.string('key').primary();
    table.string('kind').notNullable();
    table.text('values').notNullable().comment('number[52] as JSON');
  });

  await knex.schema.createTable('explanations', table => {
    table.comment(
      'Explanation bodies, stored once and referenced by their hash',
    );
    table.string('hash').primary();
    table.text('body').notNullable();
    table.string('last_used_at').notNullable();
  });

  await knex.schema.createTable('assessments', table => {
    table.comment('The present assessment of each device');
    table.string('device_ref').primary();
    table.string('state').notNullable();
    table.text('reason').nullable();
    table.double('index').nullable();
    table.double('index_low').nullable();
    table.double('index_high').nullable();
    table.string('band').nullable();
    table.double('loss').nullable();
    table.double('probability').nullable();
    table.double('plan_index').nullable();
    table.double('anomaly_loss').nullable();
    table.string('assessed_at').notNullable();
    table.string('model_version').notNullable();
    table.string('tables_version').notNullable();
    table.text('input_dates').notNullable();
    table
      .double('sort_key')
      .notNullable()
      .comment('L; not assessed sorts above low risk')
      .index();
    table.integer('finding_count').notNullable().defaultTo(0);
    table.integer('exploited_count').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('assessment_groups', table => {
    table.string('device_ref').notNullable();
    table.string('group_key').notNullable();
    table.text('title').nullable();
    table.text('cves').notNullable();
    table.text('finding_ids').notNullable();
    table.text('fix').nullable();
    table.string('remediation_state').nullable();
    table.double('impact').notNullable();
    table.double('reach').notNullable();
    table.string('begin_curve').notNullable();
    table
      .text('wait')
      .notNullable()
      .comment('GroupChance with curve keys, JSON');
    table.text('plan').notNullable();
    table.double('loss').notNullable();
    table.double('share').notNullable();
    table.double('drop_if_fixed').notNullable();
    table.boolean('exploited').notNullable();
    table.string('decision').notNullable();
    table.text('fix_forecast').nullable();
    table.string('fix_curve').nullable();
    table.text('deploy_forecast').nullable();
    table.string('explanation_hash').notNullable();
    table.primary(['device_ref', 'group_key']);
  });

  await knex.schema.createTable('assessment_history', table => {
    table.bigIncrements('id');
    table.string('device_ref').notNullable();
    table.string('at').notNullable();
    table.string('state').notNullable();
    table.double('index').nullable();
    table.double('probability').nullable();
    table.text('cause').nullable();
    table.index(['device_ref', 'at']);
  });

  await knex.schema.createTable('tasks', table => {
    table.string('id').primary().comment('Hash of target fix × owner × site');
    table.string('kind').notNullable();
    table.text('title').notNullable();
    table.string('status').notNullable().index();
    table.text('fix').nullable();
    table.string('owner_ref').nullable();
    table.string('site_ref').nullable();
    table.text('cves').notNullable();
    table.string('decision').notNullable();
    table.string('priority').notNullable();
    table.double('loss').nullable();
    table.string('due_date').notNullable().index();
    table.text('due_reason').notNullable();
    table.string('planned_start').nullable();
    table.string('planned_end').nullable();
    table.double('on_time_probability').nullable();
    table.string('late_reason').nullable();
    table.text('fix_forecast').nullable();
    table
      .string('content_hash')
      .notNullable()
      .comment('Of what a ticket shows');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.string('closed_at').nullable();
  });

  await knex.schema.createTable('task_devices', table => {
    table.string('task_id').notNullable();
    table.string('device_ref').notNullable().index();
    table.string('group_key').notNullable();
    table.primary(['task_id', 'device_ref', 'group_key']);
  });

  await knex.schema.createTable('tickets', table => {
    table.comment('The image of a task in a ticket system');
    table.string('task_id').notNullable();
    table.string('sink').notNullable();
    table.string('external_id').notNullable();
    table.string('key').notNullable();
    table.text('url').notNullable();
    table.string('status').notNullable();
    table.string('status_category').notNullable();
    table.string('due_date').nullable();
    table.boolean('stand_in').notNullable().defaultTo(false);
    table
      .string('sent_hash')
      .nullable()
      .comment('Content hash of the task last sent');
    table.string('last_synced_at').nullable();
    table.text('last_error').nullable();
    table.primary(['task_id', 'sink']);
    table.index(['sink', 'external_id']);
  });

  await knex.schema.createTable('outcome_events', table => {
    table.comment('Append-only facts; figures are recomputed from them');
    table.bigIncrements('sequence');
    table.string('at').notNullable();
    table.string('type').notNullable().index();
    table.string('subject').notNullable();
    table.string('device_ref').nullable().index();
    table.text('payload').notNullable();
  });

  await knex.schema.createTable('outbox', table => {
    table.comment('What is still to be delivered, and what was');
    table.bigIncrements('id');
    table.string('sink').notNullable();
    table.string('kind').notNullable();
    table
      .string('aggregate')
      .notNullable()
      .comment('Items of one aggregate leave in order');
    table.string('dedupe_key').notNullable();
    table.text('payload').notNullable();
    table
      .string('state')
      .notNullable()
      .comment('pending, leased, intent, delivered, dead');
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('next_attempt_at').notNullable();
    table.string('lease_owner').nullable();
    table.string('lease_until').nullable();
    table.bigInteger('fence').notNullable().defaultTo(0);
    table
      .string('intent_at')
      .nullable()
      .comment('A create went out, or may have, at this instant');
    table.text('last_error').nullable();
    table.string('created_at').notNullable();
    table.string('delivered_at').nullable();
    table.unique(['sink', 'dedupe_key']);
    table.index(['dedupe_key']);
    table.index(['sink', 'state', 'next_attempt_at']);
    table.index(['sink', 'aggregate', 'state']);
  });

  await knex.schema.createTable('telemetry_batches', table => {
    table.string('batch_id').primary();
    table.text('receipt').notNullable();
    table.string('received_at').notNullable().index();
  });

  await knex.schema.createTable('detector_states', table => {
    table.string('device_ref').notNullable();
    table.string('metric').notNullable();
    table.text('state').notNullable();
    table.string('last_point_at').notNullable();
    table.primary(['device_ref', 'metric']);
  });

  await knex.schema.createTable('anomalies', table => {
    table
      .string('id')
      .primary()
      .comment('Hash of device, metric and start of the episode');
    table.string('device_ref').notNullable().index();
    table.string('metric').notNullable();
    table.string('started_at').notNullable().index();
    table.string('ended_at').nullable();
    table.double('score').notNullable();
    table.string('severity').notNullable();
    table.double('observed').notNullable();
    table.double('expected').notNullable();
    table.boolean('planned_change').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'anomalies',
    'detector_states',
    'telemetry_batches',
    'outbox',
    'outcome_events',
    'tickets',
    'task_devices',
    'tasks',
    'assessment_history',
    'assessment_groups',
    'assessments',
    'explanations',
    'curves',
    'findings',
    'advisory_products',
    'advisories',
    'vulnerabilities',
    'feed_quarantine',
    'feed_states',
    'pipeline_runs',
    'owners',
    'sites',
    'device_relations',
    'devices',
  ]) {
    await knex.schema.dropTable(table);
  }
};
