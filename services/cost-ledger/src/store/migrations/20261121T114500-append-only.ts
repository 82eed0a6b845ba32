// Entries and postings are append-only, for whoever owns the tables too.
//
// Privileges cannot say it where one role both migrates and books, so triggers do. Making a trigger takes a short lock that
// waits for the writers under way and holds up new ones for as long; pods of the release before never update these tables.
import type { Migration } from '@switchyard/common/postgres';

export const appendOnly: Migration = {
  name: '20261121T114500-append-only',
  sql: `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed; a correction is a further entry', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger entries_append_only before update or delete on entries for each statement execute function refuse_change();
create trigger postings_append_only before update or delete on postings for each statement execute function refuse_change();
`,
};
