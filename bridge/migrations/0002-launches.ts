import type { Migration } from '../src/kernel/database.ts';

/** LTI: platforms, our signing keys, launches under way, content selections, open registrations. */
export const migration: Migration = {
  name: '0002-launches',
  up: async (db) => {
    await db.schema.createTable('lti_platforms', (table) => {
      table.string('id', 36).primary();
      table.string('issuer', 191).notNullable();
      table.string('client_id', 191).notNullable();
      // JSON: a list of ids, or "any".
      table.text('deployment_ids').notNullable();
      table.string('auth_url', 1000).notNullable();
      table.string('token_url', 1000).notNullable();
      table.string('jwks_url', 1000).notNullable();
      table.string('product_family', 100).notNullable();
      table.string('name', 255).notNullable();
      table.string('status', 20).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('changed_at').notNullable();
      table.unique(['issuer', 'client_id'], { indexName: 'lti_platforms_party' });
    });
    await db.schema.createTable('lti_logins', (table) => {
      table.string('id', 36).primary();
      table.string('state_digest', 64).notNullable().unique({ indexName: 'lti_logins_state' });
      table.string('nonce_digest', 64).notNullable();
      table.string('binding_digest', 64).notNullable();
      table.string('platform_id', 36).notNullable();
      table.text('target_link_uri').notNullable();
      table.text('login_hint').notNullable();
      table.text('message_hint').nullable();
      table.string('storage_target', 191).nullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at').notNullable().index('lti_logins_expiry');
      table.bigInteger('used_at').nullable();
      table
        .foreign('platform_id', 'lti_logins_platform')
        .references('lti_platforms.id')
        .onDelete('CASCADE');
    });
    await db.schema.createTable('lti_selections', (table) => {
      table.string('ticket_digest', 64).primary();
      // Encrypted with a key that only the ticket yields: it holds the platform's return address.
      table.text('sealed').notNullable();
      table.bigInteger('expires_at').notNullable().index('lti_selections_expiry');
      table.bigInteger('used_at').nullable();
    });
    await db.schema.createTable('lti_tool_keys', (table) => {
      table.string('kid', 64).primary();
      table.text('private_jwk').notNullable();
      table.text('public_jwk').notNullable();
      table.bigInteger('created_at').notNullable();
    });
    await db.schema.createTable('lti_registration_codes', (table) => {
      table.string('code_digest', 64).primary();
      table.bigInteger('expires_at').notNullable();
      table.bigInteger('used_at').nullable();
    });
  },
};
