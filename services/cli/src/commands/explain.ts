// switchyard explain: why a request went where it went, or where one would go.
import { toJson } from '@bufbuild/protobuf';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { ExplainResponseSchema, Router } from '@switchyard/proto/router/v1/router_service';
import { callTimeoutMs, type Session } from '../session.js';
import { usd } from '../show.js';

export interface ExplainOptions {
  readonly dryRun?: boolean;
  readonly model?: string;
  readonly feature?: string;
}

export async function explain({ call, output }: Session, subject: string, options: ExplainOptions): Promise<void> {
  const request =
    options.dryRun === true
      ? { subject: { case: 'dryRun' as const, value: { prompt: subject, model: options.model ?? '', feature: options.feature ?? '' } } }
      : { subject: { case: 'requestId' as const, value: subject } };
  const explained = await call(Router).explain(request as never, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(ExplainResponseSchema, explained));
  const { decision, outcome, errorMessage, source } = explained;
  output.pairs([
    ['request', decision?.requestId],
    ['asked for', `${decision?.mode} ${decision?.target}`],
    ['strategy', decision?.strategy],
    ['prompt', `about ${decision?.inputTokensEstimate} tokens`],
    ['catalog', `revision ${decision?.catalogRevision}`],
    ['told by', source],
    ['failed', errorMessage],
  ]);
  output.line('\nCandidates');
  output.table(
    ['', 'route', 'why', 'score', 'expected USD', 'at most USD', 'breaker'],
    (decision?.candidates ?? []).map((candidate, index) => [String(index + 1), candidate.route, candidate.why, candidate.score?.toFixed(3) ?? '', usd(candidate.estimatedCostPicousd), usd(candidate.boundPicousd), candidate.breaker]),
    'none',
  );
  if ((decision?.exclusions.length ?? 0) > 0) {
    output.line('\nLeft out');
    output.table(['model', 'reason', 'detail'], (decision?.exclusions ?? []).map(({ model, reason, detail }) => [model, reason, detail]), '');
  }
  if (outcome !== undefined) {
    output.line('\nAttempts');
    output.table(
      ['', 'route', 'why', 'outcome', 'ms', 'USD', 'message'],
      outcome.attempts.map((attempt) => [String(attempt.number), attempt.route, attempt.why, AttemptOutcome[attempt.outcome].toLowerCase(), String(attempt.durationMs), usd(attempt.costPicousd), attempt.message]),
      'none',
    );
  }
}
