// switchyard status: what is up.
import { toJson } from '@bufbuild/protobuf';
import { GetStatusResponseSchema, Health } from '@switchyard/proto/health/v1/health_service';
import { callTimeoutMs, type Session } from '../session.js';
import { milliseconds, percent } from '../show.js';

export async function status({ manage, output }: Session): Promise<void> {
  const answer = await manage(Health).getStatus({}, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(GetStatusResponseSchema, answer));
  const silent = answer.providers.filter(({ figures }) => figures === undefined).length;
  output.line(`${answer.overall}: ${answer.providersHealthy}/${answer.providersTotal} providers healthy${silent === 0 ? '' : `, ${silent} of all without a call in the last 5 minutes`}\n`);
  output.table(
    ['provider', 'status', 'trend', 'success, 5 min', 'p50', 'p95', 'models', 'today', 'last error'],
    answer.providers.map(({ provider, status: state, trend, figures, modelsAvailable, requestsToday }) => [
      provider, state, trend, figures === undefined ? 'no traffic' : percent(figures.successRate), milliseconds(figures?.p50Ms), milliseconds(figures?.p95Ms), String(modelsAvailable), String(requestsToday), figures?.lastError ?? '',
    ]),
    'no providers',
  );
  const troubled = answer.routes.filter((route) => route.status !== 'healthy');
  if (troubled.length > 0) {
    output.line();
    output.table(['route', 'status', 'why'], troubled.map(({ route, status: state, why }) => [route, state, why]), '');
  }
}
