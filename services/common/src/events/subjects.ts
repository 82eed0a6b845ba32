// The subjects of facts and hints, and how subscriptions match them. Ids inside are checked at
// creation (`^[a-z0-9][a-z0-9-]{0,62}$`), so none holds a dot, a blank or a wildcard.
import { createHash } from 'node:crypto';
import { usageShards } from './limits.js';

export const subjects = {
  usage: (shard: number): string => `switchyard.usage.v1.s${shard}`,
  usageAll: 'switchyard.usage.v1.>',
  ledgerBooked: (tenant: string): string => `switchyard.ledger.booked.v1.${tenant}`,
  ledgerDisposed: (journalId: string): string => `switchyard.ledger.disposed.v1.${journalId}`,
  ledgerBudget: (tenant: string): string => `switchyard.ledger.budget.v1.${tenant}`,
  healthRoute: (provider: string): string => `switchyard.health.route.v1.${provider}`,
  healthAlert: (provider: string): string => `switchyard.health.alert.v1.${provider}`,
  catalogChanged: 'switchyard.catalog.changed.v1',
  credentialChanged: 'switchyard.credential.changed.v1',
} as const;

// A tenant's shard, the same in every process: facts of one tenant keep their order.
export function usageShardOf(tenant: string): number {
  return createHash('sha256').update(tenant).digest().readUInt32BE(0) % usageShards;
}

// Whether a subject fits a pattern: * is one token, > is one or more at the end (NATS subject rules).
export function matchesSubject(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  for (const [index, token] of wanted.entries()) {
    if (token === '>') return given.length > index;
    if (index >= given.length || (token !== '*' && token !== given[index])) return false;
  }
  return wanted.length === given.length;
}
