// The span of one attempt: `chat <model>` with the GenAI attributes, what it cost and how it ended.
import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { names } from '@switchyard/common/telemetry';
import { costOf, isAnswer, outcomeOf, type Attempt } from './attempt.js';

const tracer = trace.getTracer('@switchyard/router');

/** A child of the request's own span, named by the GenAI conventions. */
export function startAttemptSpan({ terms }: Attempt): Span {
  return tracer.startSpan(`chat ${terms.model}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      [names.operation]: 'chat',
      [names.provider]: terms.provider,
      [names.requestModel]: terms.vendorModel,
      [names.requestId]: terms.requestId,
      [names.attemptId]: terms.attemptId,
      [names.attemptNumber]: terms.number,
      [names.priceVersion]: terms.priceVersion,
      [names.tenant]: terms.payer?.tenant ?? '',
      ...(terms.holdId === '' ? {} : { [names.holdId]: terms.holdId }),
    },
  });
}

/** Also of a failed attempt the usage and cost are told, as far as they are known. */
export function endAttemptSpan(span: Span, attempt: Attempt): void {
  const { report } = attempt;
  span.setAttribute(names.attemptOutcome, AttemptOutcome[outcomeOf(attempt)].toLowerCase());
  if (report?.responseModel) span.setAttribute(names.responseModel, report.responseModel);
  if (report?.finishReason !== undefined) span.setAttribute(names.finishReasons, [report.finishReason.unified]);
  if (report?.usage?.inputTokens !== undefined) span.setAttribute(names.inputTokens, Number(report.usage.inputTokens));
  if (report?.usage?.outputTokens !== undefined) span.setAttribute(names.outputTokens, Number(report.usage.outputTokens));
  const cost = costOf(attempt);
  if (cost !== undefined) span.setAttribute(names.costPicoUsd, cost.toString());
  if (report === undefined || !isAnswer(report)) {
    const errorClass = report?.failure?.errorClass ?? ErrorClass.UNSPECIFIED;
    span.setAttribute(names.errorType, ErrorClass[errorClass].toLowerCase());
    span.setStatus({ code: SpanStatusCode.ERROR, message: report?.failure?.message ?? 'outcome unknown' });
  }
  span.end();
}
