// The first tables: revisions, whole and append-only, and the price versions, which no revision contains.
//
// All are new and empty, so no lock can be in anybody's way.
import type { Migration } from '@switchyard/common/postgres';

export const firstTables: Migration = {
  name: '20261121T110500-first-tables',
  sql: `
    create table revisions (
      revision int8 primary key,
      made_at timestamptz not null,
      made_by text not null,
      comment text not null,
      differences text[] not null,
      content_hash text not null,
      content jsonb not null
    );
    -- The newest revision that came from a file.
    create index revisions_from_files on revisions (revision) where content_hash <> '';
    insert into revisions values (1, now(), 'service:catalog', 'the beginning', '{}', '', '{}');

    create table price_versions (
      sequence int8 generated always as identity primary key,
      id text not null unique,
      model text not null,
      valid_from timestamptz not null,
      revision int8 not null references revisions (revision),
      content jsonb not null
    );
    create index price_versions_model on price_versions (model, valid_from);

    create function refuse_catalog_change() returns trigger language plpgsql as $$
      begin
        raise exception 'Revisions and prices are append-only';
      end $$;
    create trigger revisions_are_append_only before update or delete or truncate on revisions for each statement execute function refuse_catalog_change();
    create trigger prices_are_append_only before update or delete or truncate on price_versions for each statement execute function refuse_catalog_change();
  `,
};
