// The one domain behind all doors: takes a request, decides, runs it, remembers it.
import { create } from '@bufbuild/protobuf';
import { trace } from '@opentelemetry/api';
import { AppError, isAppError, Reason, toAppError } from '@switchyard/common/errors';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { currentTraceId, names } from '@switchyard/common/telemetry';
import type { AttemptSummary } from '@switchyard/proto/common/v1/attempt';
import type { EmbedRequest, EmbedResponse } from '@switchyard/proto/router/v1/embed';
import { GenerateResponseSchema, type GenerateRequest, type GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { AnalyzeImageRequest, AnalyzeImageResponse, GenerateImageRequest, GenerateImageResponse } from '@switchyard/proto/router/v1/image';
import type { Decision } from '@switchyard/proto/router/v1/decision';
import { admit } from './admit.js';
import { analyzeAsk, analyzeResponseOf, chatAsk, embedAsk, embedResponseOf, imageAsk, imageResponseOf, type Answered } from './ask-of.js';
import type { Asked } from './asked.js';
import type { CatalogView } from './catalog-view.js';
import { decide, describeDecision, type Decided } from './decide.js';
import { checkExtraFields, checkExtraUnderBudget } from './extra-fields.js';
import { refuseUnbuilt } from './refuse-unbuilt.js';
import { summaries } from './run/answer.js';
import { RequestRun, type RunPorts } from './run/request-run.js';
import type { Frame } from './run/forward-stream.js';
import type { Ask } from './task.js';
import { validate, validateEnvelope } from './validate.js';
import { validateSize } from './validate-size.js';
import { validateTask } from './validate-task.js';

export interface Caller {
  readonly principal: KeyPrincipal;
  readonly signal: AbortSignal;
  readonly deadlineMs: number | undefined;
  readonly door: string;
  /** The id that the door has given the request already; the domain makes one where there is none. */
  readonly requestId?: string | undefined;
}

export interface Remembered {
  readonly asked: Asked;
  readonly decision: Decision;
  /** The answer without its content; undefined when the request failed. */
  readonly outcome: GenerateResponse | undefined;
  /** All that were made, of a failed request too. */
  readonly attempts: readonly AttemptSummary[];
  readonly errorMessage: string;
}

export interface RouterOptions {
  readonly ports: RunPorts;
  readonly catalog: () => CatalogView | undefined;
  readonly remember: (request: Remembered) => void;
}

export class RouterDomain {
  readonly #options: RouterOptions;
  #turn = 0;

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** One whole answer. */
  async generate(request: GenerateRequest, caller: Caller): Promise<GenerateResponse> {
    return (await this.#whole(chatAsk(request), caller)).response;
  }

  /** One vector per text. */
  async embed(request: EmbedRequest, caller: Caller): Promise<EmbedResponse> {
    return embedResponseOf(await this.#whole(embedAsk(request), caller));
  }

  async generateImage(request: GenerateImageRequest, caller: Caller): Promise<GenerateImageResponse> {
    return imageResponseOf(await this.#whole(imageAsk(request), caller));
  }

  async analyzeImage(request: AnalyzeImageRequest, caller: Caller): Promise<AnalyzeImageResponse> {
    return analyzeResponseOf(await this.#whole(analyzeAsk(request), caller));
  }

  /** The answer as it is made; the generator's return value is the answer without its content. */
  async *stream(request: GenerateRequest, caller: Caller): AsyncGenerator<Frame, GenerateResponse> {
    return (yield* this.#start(chatAsk(request), caller, true)).response;
  }

  /** What would be decided, without sending anything. */
  explain(request: GenerateRequest, caller: Caller): Decision {
    const { asked, decided } = this.#prepare(chatAsk(request), caller, false);
    return describeDecision(asked, decided, this.#options.ports.routes, warningsOf(decided));
  }

  async #whole(ask: Ask, caller: Caller): Promise<Answered> {
    const frames = this.#start(ask, caller, false);
    for (;;) {
      const next = await frames.next();
      if (next.done === true) return next.value;
    }
  }

  async *#start(ask: Ask, caller: Caller, streaming: boolean): AsyncGenerator<Frame, Answered> {
    const { ports } = this.#options;
    const { asked, decided } = this.#prepare(ask, caller, streaming);
    ports.retryBudget.requestArrived(asked.arrivedAtMs);
    const warnings = warningsOf(decided);
    const decision = describeDecision(asked, decided, ports.routes, warnings);
    noteOnSpan(decision);
    const run = new RequestRun({ asked, decided, decision, ports, signal: caller.signal, warnings });
    let outcome: Answered | undefined;
    let errorMessage = 'The caller stopped reading.';
    try {
      outcome = yield* run.run();
      return outcome;
    } catch (error) {
      errorMessage = isAppError(error) ? error.message : 'Something failed inside Switchyard.';
      throw error;
    } finally {
      const withoutContent = outcome === undefined ? undefined : create(GenerateResponseSchema, { ...outcome.response, content: '', parts: [], toolCalls: [] });
      this.#options.remember({ asked, decision: run.decision, outcome: withoutContent, attempts: summaries(run.attempts), errorMessage: outcome === undefined ? errorMessage : '' });
    }
  }

  /** Refusals carry the request's id, as answers do: the log has it too. */
  #prepare(ask: Ask, { principal, door, deadlineMs, requestId = this.#options.ports.newId() }: Caller, streaming: boolean): { asked: Asked; decided: Decided } {
    try {
      check(ask);
      validateSize(ask.task);
      checkExtraFields(ask.task, { mayPass: principal.passthrough });
      const nowMs = this.#options.ports.clock.now();
      const asked = admit({ ask, principal, requestId, door, traceId: currentTraceId(), streaming, nowMs, deadlineMs });
      const decided = this.#decide(asked);
      checkExtraUnderBudget(asked, decided, (provider) => this.#options.ports.holds.covers(asked.payer, provider));
      return { asked, decided };
    } catch (error) {
      throw toAppError(error).with({ requestId });
    }
  }

  #decide(asked: Asked): Decided {
    const catalog = this.#options.catalog();
    if (catalog === undefined) throw new AppError(Reason.STORE_UNAVAILABLE, 'The catalog has not been loaded yet.', { retryAfterMs: 1000, nextStep: 'Try again in a second.' });
    const { clock, routes, random } = this.#options.ports;
    this.#turn += 1;
    return decide(asked, { catalog, routes, nowMs: clock.now(), random, turn: this.#turn });
  }
}

/** Throws INVALID_FIELD, MISSING_FIELD or FEATURE_NOT_BUILT. */
function check({ envelope, task }: Ask): void {
  if (task.kind === 'chat') {
    refuseUnbuilt(envelope);
    return validate(envelope);
  }
  validateTask(task);
  validateEnvelope(envelope);
}

function warningsOf(decided: Decided): string[] {
  return decided.target.models.flatMap(({ view: { model } }) => {
    if (model.deprecated === undefined) return [];
    const replacement = model.deprecated.replacement === '' ? '' : `; use ${model.deprecated.replacement} instead`;
    return [`Model ${model.name} is deprecated${replacement}.`];
  });
}

/** SREs read the choice on the request's own span. */
function noteOnSpan(decision: Decision): void {
  const span = trace.getActiveSpan();
  if (span === undefined || !span.isRecording()) return;
  span.setAttributes({ [names.requestId]: decision.requestId, [names.routeStrategy]: decision.strategy });
  span.addEvent(names.routeDecision, {
    candidates: decision.candidates.map(({ route, why, score }) => `${route} (${why}${score === undefined ? '' : `, ${score.toFixed(3)}`})`),
    exclusions: decision.exclusions.map(({ model, reason, detail }) => `${model}: ${reason} (${detail})`),
    catalog_revision: decision.catalogRevision.toString(),
  });
}
