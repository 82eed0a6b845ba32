// Keeps our list price beside what was billed: they differ where a provider states what it charged.
//
// Adding a nullable column without a default takes a short lock and rewrites nothing. Null is a price that nobody knows, and
// in entries without a stated charge of pods of the release before, which insert without it, the same as cost_picousd.
import type { Migration } from '@switchyard/common/postgres';

export const listPrices: Migration = {
  name: '20261121T163000-list-prices',
  sql: `alter table entries add column list_picousd int8;`,
};
