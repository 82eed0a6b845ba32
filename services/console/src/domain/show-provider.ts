// A provider and its state as the REST API shows them.
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import type { Credential } from '@switchyard/proto/credential/v1/credential';
import type { GetStatusResponse, ProviderStatus } from '@switchyard/proto/health/v1/health_service';
import { isoText } from './show-model.js';
import { usd } from './show-money.js';

export function showProvider(provider: Provider, credentials: readonly Credential[]): object {
  return {
    id: provider.id,
    type: provider.type,
    name: provider.name || provider.id,
    endpoint: provider.baseUrl || undefined,
    enabled: provider.enabled,
    priority: provider.priority,
    weight: provider.weight,
    default_model: provider.defaultModel || undefined,
    organization: provider.organization || undefined,
    project: provider.project || undefined,
    rpm: Number(provider.requestsPerMinute) || undefined,
    tpm: Number(provider.tokensPerMinute) || undefined,
    rph: Number(provider.requestsPerHour),
    burst: Number(provider.burst),
    health_check_interval: Number(provider.healthCheckIntervalS),
    credentials: provider.credentials.map((id) => {
      const known = credentials.find((credential) => credential.id === id);
      return { id, state: known?.state, version: known?.version, hint: known?.hint, created_at: isoText(known?.createdAt), last_used_at: isoText(known?.lastUsedAt) };
    }),
  };
}

/** costsToday: picodollars per provider, from the ledger, which alone knows money. */
export function showStatus(status: GetStatusResponse, costsToday: ReadonlyMap<string, bigint>): object {
  return {
    overall: status.overall,
    providers_total: status.providersTotal,
    providers_active: status.providersActive,
    providers_healthy: status.providersHealthy,
    made_at: isoText(status.madeAt),
    providers: status.providers.map((provider) => showProviderStatus(provider, costsToday.get(provider.provider))),
    routes: status.routes.map(({ route, provider, model, status: state, why }) => ({ route, provider, model, status: state, why })),
  };
}

export function showProviderStatus({ provider, status, trend, figures, modelsAvailable, requestsToday, costTodayPicousd, uptime }: ProviderStatus, costToday = costTodayPicousd): object {
  return {
    provider,
    status,
    trend,
    response_time: { mean: round(figures?.meanMs), p50: round(figures?.p50Ms), p95: round(figures?.p95Ms), p99: round(figures?.p99Ms) },
    success_rate: figures?.successRate,
    uptime,
    requests_today: Number(requestsToday),
    cost_today: usd(costToday),
    models_available: modelsAvailable,
    last_error: figures?.lastError || undefined,
    last_health_check: isoText(figures?.lastCheckAt),
    last_health_check_source: figures?.lastCheckSource || undefined,
  };
}

function round(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms);
}
