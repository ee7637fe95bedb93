// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  // Prefixes are ranges of texts, so texts are ordered by their bytes on either engine.
  const ordered = isPostgres ? 'text collate "C"' : 'text';

  await knex.schema.alterTable('devices', table => {
    table
      .text('sbom')
      .nullable()
      .comment('Where the SBOM is, as the device says');
    table
      .text('component_set_ids')
      .nullable()
      .comment(
        'Sorted ids of its component sets as JSON; the same text for the same sets',
      );
    table.index(['component_set_ids', 'gone_at']);
  });
  for (const { entity_ref: entityRef, fields } of await knex('devices')
    .select('entity_ref', 'fields')
    .where('fields', 'like', '%"sbom"%')) {
    const { sbom } = JSON.parse(fields);
    await knex('devices')
      .where({ entity_ref: entityRef })
      .update({ sbom: sbom ?? null });
  }

  await knex.schema.alterTable('advisory_products', table => {
    table.text('cpe').nullable();
    table.text('purl').nullable();
    table.text('component_name').nullable();
    table.text('cpe_key').nullable().comment('The CPE without version');
    table
      .text('purl_key')
      .nullable()
      .comment('The package URL without version');
    table.text('name_key').nullable().comment('Folded name of a component');
  });
  for (const column of ['cpe_key', 'purl_key', 'name_key']) {
    await knex.raw(
      `create index advisory_products_${column} on advisory_products (${column}) where ${column} is not null`,
    );
  }
  // What is stored of documents lacks their identifiers: they are read again.
  await knex('advisories').update({
    content_hash: knex.raw("substr(content_hash, 1, 64) || '@'"),
  });
  await knex('feed_states')
    .where('feed_id', 'like', 'csaf-%')
    .update({ cursor: null });

  await knex.schema.createTable('component_sets', table => {
    table.comment('What is on a firmware version, stored once for all devices');
    table.increments('id');
    table.string('content_hash').notNullable().unique();
    table.string('spec_version').notNullable();
    table.text('name').nullable();
    table.text('vendor').nullable();
    table.text('version').nullable();
    table.integer('component_count').notNullable();
    table.string('created_at').notNullable();
  });

  await knex.schema.createTable('component_sources', table => {
    table.comment('Documents that component sets were read from');
    table.string('id').primary().comment('Hash of the location');
    table.string('kind').notNullable().comment('reference, file or upload');
    table.text('location').notNullable();
    table.string('serial').nullable().comment('Of the document, urn:uuid:…');
    table.text('version').nullable().comment('What tells a change, as JSON');
    table.string('file_hash').notNullable();
    table.integer('set_id').notNullable().index();
    table
      .string('product_key')
      .nullable()
      .index()
      .comment('Vendor, model and version of the devices that it is for');
    table.string('read_at').notNullable();
  });

  await knex.schema.createTable('component_names', table => {
    table.increments('id');
    table.specificType('name', ordered).notNullable().unique();
  });

  await knex.schema.createTable('component_words', table => {
    table.comment('Words of the names of components');
    table.specificType('word', ordered).notNullable();
    table.integer('name_id').notNullable();
    table.primary(['word', 'name_id']);
  });

  await knex.schema.createTable('components', table => {
    table.comment('Each different component once');
    table.increments('id');
    table.string('identity').notNullable().unique();
    table.integer('name_id').notNullable().index();
    table.text('name').notNullable();
    table.text('component_group').nullable();
    table.text('version').nullable();
    table.text('purl').nullable();
    table.text('cpe').nullable();
    table.text('supplier').nullable();
    table.text('licences').notNullable().comment('string[] as JSON');
    table.text('hashes').notNullable().comment('string[] as JSON');
  });

  await knex.schema.createTable('component_keys', table => {
    table.comment('What advisories may name a component by');
    table.text('key').notNullable();
    table.integer('component_id').notNullable();
    table.primary(['key', 'component_id']);
  });

  await knex.schema.createTable('component_hashes', table => {
    table.string('hash', 128).notNullable().comment('In lower case');
    table.integer('component_id').notNullable();
    table.primary(['hash', 'component_id']);
  });

  // Millions of rows of two numbers: without a number of their own they take half the room.
  await knex.raw(
    `create table component_set_members (
      set_id integer not null,
      component_id integer not null,
      primary key (set_id, component_id)
    )${isPostgres ? '' : ' without rowid'}`,
  );
  await knex.raw(
    'create index component_set_members_component on component_set_members (component_id, set_id)',
  );

  await knex.schema.createTable('own_advisories', table => {
    table.comment('Advisories written by hand');
    table.string('id').primary();
    table.integer('revision').notNullable();
    table.string('state').notNullable().comment('published or withdrawn');
    table.text('content').notNullable().comment('As it was written, JSON');
    table.text('document').notNullable().comment('The same as CSAF 2.0, JSON');
    table.string('written_by').notNullable();
    table.string('created_at').notNullable();
    table.string('changed_at').notNullable();
    table
      .string('matched_at')
      .nullable()
      .comment('When findings and tasks were last brought in line with it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'own_advisories',
    'component_set_members',
    'component_hashes',
    'component_keys',
    'components',
    'component_words',
    'component_names',
    'component_sources',
    'component_sets',
  ]) {
    await knex.schema.dropTable(table);
  }
  for (const column of ['cpe_key', 'purl_key', 'name_key']) {
    await knex.raw(`drop index advisory_products_${column}`);
  }
  await knex.schema.alterTable('advisory_products', table => {
    table.dropColumns(
      'cpe',
      'purl',
      'component_name',
      'cpe_key',
      'purl_key',
      'name_key',
    );
  });
  await knex.schema.alterTable('devices', table => {
    table.dropIndex(['component_set_ids', 'gone_at']);
    table.dropColumns('sbom', 'component_set_ids');
  });
};
