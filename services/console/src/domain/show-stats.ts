// GET /api/ai/stats: totals and each model's performance.
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { UsageRow } from '@switchyard/proto/ledger/v1/ledger_service';
import { isoText } from './show-model.js';
import { usdOfText } from './show-money.js';

const slowestSeconds = 30;

export function showStats(models: readonly Model[], rows: readonly UsageRow[], total: UsageRow | undefined): object {
  return {
    stats: {
      total_models: models.length,
      active_models: models.filter(({ enabled }) => enabled).length,
      total_requests: Number(total?.requests ?? 0n),
      total_cost: usdOfText(total?.costPicousd ?? '0'),
      average_success_rate: successRate(total),
      model_performance: Object.fromEntries(rows.map((row) => [row.group['model'] ?? '', performance(row)])),
    },
  };
}

function performance(row: UsageRow): object {
  const [rate, seconds] = [successRate(row), row.meanMs === undefined ? undefined : row.meanMs / 1000];
  return {
    requests: Number(row.requests),
    success_rate: rate,
    average_response_time: seconds,
    total_cost: usdOfText(row.costPicousd),
    performance_score: rate === undefined || seconds === undefined ? undefined : 0.6 * rate + 0.4 * Math.max(0, 1 - seconds / slowestSeconds),
    last_used: isoText(row.lastUsedAt),
  };
}

/** Weighted by calls; unknown without any. An answer that its cap cut short is the provider's success. */
function successRate(row: UsageRow | undefined): number | undefined {
  return row === undefined || row.attempts === 0n ? undefined : Number(row.succeeded + row.incomplete) / Number(row.attempts);
}
