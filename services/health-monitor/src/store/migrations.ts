// The schema of health-monitor. Each entry is frozen once released.
import type { Migration } from '@switchyard/common/postgres';

export const migrations: readonly Migration[] = [
  {
    name: '20261121T110000-maintenance-and-probes',
    sql: `
      -- What people took out of traffic: a provider's id, or one route.
      create table maintenance (
        entry text primary key,
        reason text not null,
        set_by text not null,
        set_at timestamptz not null default now()
      );
      -- Probe spend per provider and UTC day, counted before each probe.
      create table probe_spend (
        provider text not null,
        day date not null,
        reserved_picousd numeric(38, 0) not null,
        primary key (provider, day)
      );
    `,
  },
];
