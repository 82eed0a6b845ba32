// switchyard explain: why a request went where it went, or where one would go.
import { toJson } from '@bufbuild/protobuf';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import type { Candidate } from '@switchyard/proto/router/v1/decision';
import { ExplainResponseSchema, Router } from '@switchyard/proto/router/v1/router_service';
import { isAppError } from '@switchyard/common/errors';
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
  const explained = await call(Router)
    .explain(request as never, { timeoutMs: callTimeoutMs })
    .catch((error: unknown) => {
      throw isAppError(error) && error.code === 'NOT_FOUND' && options.dryRun !== true ? error.with({ nextStep: `For where a prompt would go: switchyard explain --dry-run ${JSON.stringify(subject)}` }) : error;
    });
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
  if (options.dryRun === true) output.line(`\n${verdictOf(decision?.candidates ?? [])}`);
  if (outcome !== undefined) {
    output.line('\nAttempts');
    output.table(
      ['', 'route', 'why', 'outcome', 'ms', 'USD', 'message'],
      outcome.attempts.map((attempt) => [String(attempt.number), attempt.route, attempt.why, AttemptOutcome[attempt.outcome].toLowerCase(), String(attempt.durationMs), usd(attempt.costPicousd), attempt.message]),
      'none',
    );
  }
}

/** What would happen now, in a sentence: the table alone leaves it to the reader to see that nobody is left. */
function verdictOf(candidates: readonly Pick<Candidate, 'route' | 'breaker'>[]): string {
  const first = candidates.find(({ breaker }) => breaker !== 'open');
  if (first !== undefined) return `It would go to ${first.route}.`;
  return candidates.length === 0 ? 'Nobody could answer: every model was left out.' : 'Nobody could answer now: the breaker of every candidate is open, after failures. "switchyard status" tells them.';
}
