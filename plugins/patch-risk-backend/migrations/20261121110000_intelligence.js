// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('intelligence_objects', table => {
    table.comment(
      'What is kept of STIX objects, to be joined whenever a part of them arrives',
    );
    table.string('feed_id').notNullable();
    table.string('object_id').notNullable();
    table.string('type').notNullable();
    table.string('modified').notNullable().comment('ISO 8601 in UTC');
    table.string('relation').nullable().comment('relationship_type');
    table.string('source_ref').nullable();
    table
      .string('target_ref')
      .nullable()
      .comment('Of a sighting: what was seen');
    table
      .text('body')
      .notNullable()
      .comment('What is read of the object, as JSON');
    table.primary(['feed_id', 'object_id']);
    table.index(['feed_id', 'source_ref']);
    table.index(['feed_id', 'target_ref']);
  });

  await knex.schema.createTable('intelligence_sightings', table => {
    table.comment(
      'Who reports which vulnerability as seen or used; a version is closed, never changed',
    );
    table.increments('id');
    table.string('feed_id').notNullable();
    table
      .string('scope')
      .notNullable()
      .comment('STIX object or MISP event that says it');
    table.string('cve').notNullable().index();
    table
      .string('kind')
      .notNullable()
      .comment('sighting, use, indicator, capability, mention');
    table.string('source').notNullable().comment('Who says it');
    table.text('actors').notNullable().defaultTo('[]');
    table.text('products').notNullable().defaultTo('[]');
    table.text('sectors').notNullable().defaultTo('[]');
    table.string('first_seen_on').notNullable().comment('YYYY-MM-DD');
    table.string('last_seen_on').nullable();
    table.integer('count').notNullable();
    table.double('confidence').nullable().comment('Of the source, 0 to 1');
    table
      .string('tlp')
      .nullable()
      .comment('CLEAR, GREEN, AMBER, AMBER+STRICT, RED');
    table.string('content_hash').notNullable();
    table
      .string('known_from')
      .notNullable()
      .comment('Instant at which it was read');
    table
      .string('known_until')
      .nullable()
      .index()
      .comment('Instant at which it was replaced or withdrawn');
    table.index(['feed_id', 'scope']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('intelligence_sightings');
  await knex.schema.dropTable('intelligence_objects');
};
