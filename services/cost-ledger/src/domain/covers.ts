// Which spend a budget limits.
import type { Payer } from '@switchyard/proto/common/v1/attempt';

export const scopes = ['tenant', 'project', 'feature', 'key', 'provider'] as const;
export const windows = ['day', 'week', 'month'] as const;

export interface Scope {
  readonly tenant: string;
  readonly scope: string;
  readonly scopeId: string;
}

export interface Spender {
  readonly payer: Pick<Payer, 'tenant' | 'project' | 'feature' | 'apiKey'>;
  readonly provider: string;
}

export function covers({ tenant, scope, scopeId }: Scope, { payer, provider }: Spender): boolean {
  if (tenant !== payer.tenant) return false;
  if (scope === 'tenant') return true;
  const spends: Record<string, string> = { project: payer.project, feature: payer.feature, key: payer.apiKey, provider };
  return spends[scope] === scopeId;
}
