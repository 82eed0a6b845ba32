// All steps of the schema, in order.
import type { Migration } from '@switchyard/common/postgres';
import { ledgerTables } from './20261121T110000-ledger.js';
import { appendOnly } from './20261121T114500-append-only.js';
import { budgetTables } from './20261121T113000-budgets.js';
import { incompleteAnswers } from './20261121T140000-incomplete.js';
import { holdScopes } from './20261121T141000-hold-scopes.js';
import { listPrices } from './20261121T163000-list-prices.js';

export const migrations: readonly Migration[] = [ledgerTables, budgetTables, appendOnly, incompleteAnswers, holdScopes, listPrices];
