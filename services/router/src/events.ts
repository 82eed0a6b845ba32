// The router's business events: one helper each, which counts, logs and notes it where it happened.
import { metrics } from '@opentelemetry/api';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { Logger } from '@switchyard/common/telemetry';
import type { LostEnd } from './store/attempt-journal.js';
import type { Remembered } from './domain/router.js';

const meter = metrics.getMeter('@switchyard/router');

export interface RouterEvents {
  requestFinished(request: Remembered, finishedAtMs: number): void;
  attemptsRecovered(count: number): void;
  /** Alarm: the end of a request could not be written to the journal as it was. */
  endLost(journalId: string, lost: LostEnd): void;
}

export function routerEvents(logger: Logger): RouterEvents {
  const requests = meter.createCounter('switchyard_requests_total', { description: 'Requests that ended, by outcome.' });
  const duration = meter.createHistogram('switchyard_request_duration_seconds', { description: 'From arrival to the end of the answer.', unit: 's' });
  const attempts = meter.createCounter('switchyard_attempts_total', { description: 'Provider calls, by route and error class.' });
  const lost = meter.createCounter('switchyard_request_ends_lost_total', { description: 'Ends of requests that the journal did not take as they were.' });
  return {
    requestFinished({ asked, outcome, errorMessage }, finishedAtMs) {
      const result = outcome === undefined ? 'failed' : outcome.complete ? 'answered' : 'incomplete';
      const model = outcome?.model ?? '';
      requests.add(1, { door: asked.door, outcome: result, model });
      duration.record((finishedAtMs - asked.arrivedAtMs) / 1000, { door: asked.door, outcome: result });
      for (const attempt of outcome?.attempts ?? []) attempts.add(1, { provider: attempt.provider, model: attempt.model, error_class: ErrorClass[attempt.errorClass].toLowerCase() });
      logger.info(
        {
          event: 'request finished',
          request_id: asked.requestId,
          client_request_id: asked.request.clientRequestId || undefined,
          tenant: asked.payer.tenant,
          door: asked.door,
          provider: outcome?.provider,
          model: outcome?.model,
          response_time: finishedAtMs - asked.arrivedAtMs,
          cost_picousd: outcome?.costPicousd?.toString(),
          cached: false,
          outcome: result,
          error: errorMessage || undefined,
        },
        'request finished',
      );
    },
    endLost(journalId, { factId, sequences, error }) {
      lost.add(1, { kept: sequences.length === 0 ? 'amounts' : 'nothing' });
      const what = sequences.length === 0 ? 'the end of a request was written without its decision' : 'the end of a request could not be written; its attempts will be told as unknown at the next start';
      logger.error({ event: 'request end lost', journal_id: journalId, sequences, fact_id: factId, err: error }, what);
    },
    attemptsRecovered(count) {
      if (count > 0) logger.warn({ event: 'attempts recovered', count }, 'attempts that were under way when the router stopped are booked as unknown');
    },
  };
}
