// The adapter's business events: one helper each, which counts, logs and notes it on the span.
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence, type AttemptFinished } from '@switchyard/proto/event/v1/usage';
import { names, type Logger } from '@switchyard/common/telemetry';
import type { AttemptEvents } from './domain/ports.js';

const meter = metrics.getMeter('@switchyard/provider-adapter');
const tracer = trace.getTracer('@switchyard/provider-adapter');

export interface AdapterEvents extends AttemptEvents {
  attemptsRecovered(count: number): void;
  credentialStale(id: string, ageMs: number): void;
  /** Read whenever metrics are. */
  watch(counts: { runningCount: number; drainingCount: number }): void;
}

export function adapterEvents(logger: Logger): AdapterEvents {
  const calls = meter.createCounter('switchyard_vendor_calls_total', { description: 'Calls of providers, by outcome, error class and evidence.' });
  const duration = meter.createHistogram('switchyard_vendor_call_duration_seconds', { description: 'From the start of the call to its end.', unit: 's' });
  const drains = meter.createCounter('switchyard_vendor_drains_total', { description: 'Answers that were read on for their usage after their caller left.' });
  const stale = meter.createCounter('switchyard_credential_stale_uses_total', { description: 'Uses of a key beyond its time, because credential was away.' });
  const count = (fact: AttemptFinished): { outcome: string; error_class: string } => {
    const { provider = '', model = '' } = fact.terms ?? {};
    const labels = { provider, model, outcome: AttemptOutcome[fact.outcome].toLowerCase(), error_class: ErrorClass[fact.errorClass].toLowerCase(), evidence: Evidence[fact.evidence].toLowerCase() };
    calls.add(1, labels);
    return labels;
  };
  return {
    learned: count,
    started({ terms, baseUrl }) {
      const { provider, model } = terms;
      const { hostname, port } = addressOf(baseUrl);
      // The router's span says what was asked of the model; this one says how the call went on the wire.
      const span = tracer.startSpan('POST', {
        kind: SpanKind.CLIENT,
        attributes: { 'http.request.method': 'POST', 'server.address': hostname, 'server.port': port, [names.attemptId]: terms.attemptId, [names.provider]: provider, [names.requestModel]: terms.vendorModel },
      });
      return {
        draining() {
          drains.add(1, { provider });
          span.addEvent('caller left; reading on for the usage');
        },
        ended(fact, failure) {
          const { outcome, error_class: errorClass } = count(fact);
          const seconds = Number(fact.finishedAt!.seconds - fact.startedAt!.seconds) + (fact.finishedAt!.nanos - fact.startedAt!.nanos) / 1e9;
          duration.record(seconds, { provider, outcome });
          span.setAttribute(names.attemptOutcome, outcome);
          if (fact.httpStatus !== undefined) span.setAttribute('http.response.status_code', fact.httpStatus);
          if (fact.errorClass !== ErrorClass.UNSPECIFIED) {
            span.setAttribute(names.errorType, errorClass);
            span.setStatus({ code: SpanStatusCode.ERROR, message: fact.errorMessage });
          }
          span.end();
          if (fact.inconsistent) logger.warn({ event: 'usage inconsistent', attempt_id: terms.attemptId, provider, model }, "the provider's counts contradict each other; the dearest reading was taken");
          if (fact.errorClass === ErrorClass.INTERNAL && failure !== undefined) logger.error({ event: 'attempt failed inside', attempt_id: terms.attemptId, err: failure.cause ?? failure }, failure.message);
        },
      };
    },
    journalRefused(terms, error) {
      logger.error({ event: 'journal refused', attempt_id: terms.attemptId, err: error }, 'the end of an attempt could not be written; it will be told as unknown at the next start');
    },
    attemptsRecovered(count) {
      if (count > 0) logger.warn({ event: 'attempts recovered', count }, 'attempts that were under way when the adapter stopped are told as unknown');
    },
    credentialStale(id, ageMs) {
      stale.add(1, { credential: id });
      logger.warn({ event: 'credential stale', credential: id, age_ms: Math.round(ageMs) }, 'credential is away; a key is used beyond its time');
    },
    watch(counts) {
      meter.createObservableGauge('switchyard_vendor_calls_open', { description: 'Calls of providers under way.' }).addCallback((result) => result.observe(counts.runningCount));
      meter.createObservableGauge('switchyard_vendor_drains_open', { description: 'Of them, those whose caller has left.' }).addCallback((result) => result.observe(counts.drainingCount));
    },
  };
}

function addressOf(baseUrl: string): { hostname: string; port: number } {
  const { hostname, port, protocol } = new URL(baseUrl);
  return { hostname, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) };
}
