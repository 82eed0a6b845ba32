// The first tables: tenants and API keys, provider keys with their versions, the audit, and the revisions of what is watched.
//
// All are new and empty, so no lock can be in anybody's way. The audit is append-only for everybody, the owner included:
// rules of a role would not bind the owner, a trigger does.
import type { Migration } from '@switchyard/common/postgres';

export const firstTables: Migration = {
  name: '20261121T105500-first-tables',
  sql: `
    create table revisions (
      name text primary key,
      revision int8 not null
    );
    insert into revisions values ('keys', 1), ('credentials', 1);

    create table tenants (
      name text primary key,
      display_name text not null,
      projects text[] not null,
      passthrough boolean not null,
      enabled boolean not null,
      created_at timestamptz not null default now()
    );
    -- It pays for the probes of health-monitor, so it is there before anybody else.
    insert into tenants (name, display_name, projects, passthrough, enabled) values ('switchyard', 'Switchyard itself', '{}', false, true);

    create table api_keys (
      id text primary key,
      name text not null,
      tenant text not null references tenants (name),
      project text not null,
      role text not null,
      models text[] not null,
      sha256 bytea not null unique,
      hint text not null,
      is_declared boolean not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null
    );
    -- A name is free again when its key was revoked: whoever replaces a key keeps its name.
    create unique index api_keys_good_name on api_keys (tenant, name) where revoked_at is null;

    create table credentials (
      id text primary key,
      provider text not null,
      tenant text not null,
      generation int8 not null,
      kek_version text not null,
      mac bytea not null,
      last_used_at timestamptz
    );
    create index credentials_provider on credentials (provider);

    create table credential_versions (
      credential_id text not null references credentials (id),
      version int4 not null,
      state text not null,
      fields text[] not null,
      hint text not null,
      created_at timestamptz not null,
      drains_until timestamptz,
      algorithm text not null,
      kek_version text not null,
      wrapped_key bytea not null,
      sealed bytea not null,
      fingerprint bytea not null,
      primary key (credential_id, version)
    );

    create table audit (
      sequence int8 primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      subject text not null,
      detail text not null,
      generation int8,
      hash bytea not null
    );
    create index audit_generations on audit (subject, generation) where generation is not null;
    create function refuse_audit_change() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit is append-only';
      end $$;
    create trigger audit_is_append_only before update or delete or truncate on audit for each statement execute function refuse_audit_change();

    -- One row, locked by whoever appends: the chain has one end.
    create table audit_head (
      only_one boolean primary key default true check (only_one),
      sequence int8 not null,
      hash bytea not null
    );
    insert into audit_head (sequence, hash) values (0, decode(repeat('00', 32), 'hex'));
  `,
};
