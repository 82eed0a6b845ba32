// One request from decision to answer: choose a route, hold, journal, call, and go on as the failure's class says.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { context, trace, type Span } from '@opentelemetry/api';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { RequestFinishedSchema } from '@switchyard/proto/event/v1/usage';
import type { Decision } from '@switchyard/proto/router/v1/decision';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { AppError, isAppError, Reason, toAppError } from '@switchyard/common/errors';
import { inScope } from '@switchyard/common/telemetry';
import { attemptLeastMs, attemptsLeast, attemptsMost, deadlineSlackMs, sentenceLengthMax } from '../../limits.js';
import type { Answered } from '../ask-of.js';
import type { Asked } from '../asked.js';
import { attemptError } from '../attempt-error.js';
import { backoffMs } from '../backoff.js';
import type { Probe } from '../breaker.js';
import type { Candidate } from '../candidate.js';
import { describeDecision, type Decided, type Exclusion } from '../decide.js';
import { nextStep } from '../next-step.js';
import type { RetryBudget } from '../retry-budget.js';
import type { RouteTable } from '../route-table.js';
import { noOutput, type Output } from '../task.js';
import { timersOf } from '../timers.js';
import { answerOf, capWarning, summaries, totalCost } from './answer.js';
import { endAttemptSpan, startAttemptSpan } from './attempt-span.js';
import { factOf, heldFor, isAnswer, outcomeOf, termsOf, type Attempt } from './attempt.js';
import { forwardStream, type Frame } from './forward-stream.js';
import type { AttemptJournal, AttemptTransport, Clock, Holds, HoldVerdict } from './ports.js';
import { budgetUnavailable, cancelled, deadlinePassed, line, noCandidate, noRouteUp, overBudget, truncated } from './refusals.js';
import { RoutePicker } from './route-picker.js';
import { chatOrder, sendOrder, type Order } from './send-order.js';
import { reportOfRefusal } from './transport-failure.js';

export interface RunPorts {
  readonly transport: AttemptTransport;
  readonly journal: AttemptJournal;
  readonly holds: Holds;
  readonly routes: RouteTable;
  readonly retryBudget: RetryBudget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
}

interface Ended {
  readonly report: AttemptReport | undefined;
  readonly output: Output;
  readonly isShown: boolean;
}

export class RequestRun {
  readonly attempts: Attempt[] = [];
  readonly #asked: Asked;
  readonly #decided: Decided;
  /** As described when it was made: describing it is a tenth of what a request costs here. */
  readonly #decision: Decision;
  readonly #ports: RunPorts;
  readonly #signal: AbortSignal;
  readonly #holdId: string;
  readonly #budgetExclusions: Exclusion[] = [];
  readonly #warnings: string[];
  #isHolding = false;
  #refusal: Extract<HoldVerdict, { kind: 'refused' }> | undefined;
  #firstError: AppError | undefined;

  constructor(options: { asked: Asked; decided: Decided; decision: Decision; ports: RunPorts; signal: AbortSignal; warnings: readonly string[] }) {
    this.#asked = options.asked;
    this.#decided = options.decided;
    this.#decision = options.decision;
    this.#ports = options.ports;
    this.#signal = options.signal;
    this.#warnings = [...options.warnings];
    this.#holdId = options.asked.requestId;
  }

  /** Yields the frames of a streamed answer and returns the answer; a plain one yields nothing. Journals the end in any case. */
  async *run(): AsyncGenerator<Frame, Answered> {
    let failure: AppError | undefined;
    let answer: Answered | undefined;
    try {
      answer = yield* this.#untilAnswered();
      return answer;
    } catch (error) {
      failure = toAppError(error);
      throw failure;
    } finally {
      // Also reached when the consumer stops reading: a stream that nobody reads to its end was cancelled.
      this.#finish(answer, failure ?? (answer === undefined ? cancelled({}) : undefined));
    }
  }

  async *#untilAnswered(): AsyncGenerator<Frame, Answered> {
    const { routes, clock, random, retryBudget } = this.#ports;
    const candidates = this.#usableCandidates();
    if (candidates.length === 0) throw noCandidate(this.#decided, this.#story());
    const picker = new RoutePicker({ candidates, routes });
    const attemptsMax = this.#asked.request.maxAttempts ?? Math.min(attemptsMost, Math.max(attemptsLeast, this.#decided.target.chainLength + 1));

    for (;;) {
      this.#assertAlive();
      if (this.#sends() >= attemptsMax) throw this.#exhausted();
      const pick = picker.next({ nowMs: clock.now(), deadlineMs: this.#asked.deadlineMs, backoff: (retry) => backoffMs(retry, random) });
      if (pick.kind === 'none') throw this.#nothingLeft(pick.soonestMs);
      if (this.attempts.length > 0 && !retryBudget.take(clock.now())) throw this.#exhausted();
      if (pick.waitMs > 0) await clock.sleep(pick.waitMs, this.#signal);
      this.#assertAlive();
      if (!(await this.#isPaidFor(pick.candidate))) {
        picker.skip(pick.candidate);
        continue;
      }
      // Others may have taken the last probe of a half-open breaker while this request waited or asked for its hold.
      if (!pick.isForced && !routes.admits(pick.candidate.route.id, clock.now())) {
        picker.putBack(pick.candidate);
        continue;
      }
      const attempt = this.#begin(pick.candidate, pick.why);
      const ended = yield* this.#call(attempt);
      if (attempt.report !== undefined && isAnswer(attempt.report)) return this.#answer(attempt, attempt.report, ended.output);
      const error = this.#errorOf(attempt);
      if (this.#signal.aborted) throw this.#abandoned();
      if (ended.isShown) throw this.#brokenOff(attempt, error);
      const failure = attempt.report?.failure;
      const errorClass = failure?.errorClass ?? ErrorClass.NETWORK;
      // An attempt that never left costs nothing to try again, whatever kept it back.
      const step = attempt.report?.sent === false && errorClass === ErrorClass.INTERNAL ? 'retry_same_then_others' : nextStep({ errorClass, timer: failure?.timer ?? '' });
      if (step === 'final') throw error.with(this.#story());
      this.#firstError ??= error;
      picker.failed(pick.candidate, step, ErrorClass[errorClass].toLowerCase());
    }
  }

  /** With what no budget had room for meanwhile. */
  get decision(): Decision {
    if (this.#budgetExclusions.length === 0) return this.#decision;
    return describeDecision(this.#asked, { ...this.#decided, exclusions: [...this.#decided.exclusions, ...this.#budgetExclusions] }, this.#ports.routes, this.#warnings);
  }

  #usableCandidates(): readonly Candidate[] {
    const { candidates, target } = this.#decided;
    return target.mayFailOver ? candidates : candidates.filter(({ view }) => view === candidates[0]?.view);
  }

  /** Room in every hard budget and in the request's own cost limit for all that may be billed, this attempt included. */
  async #isPaidFor(candidate: Candidate): Promise<boolean> {
    const { asked, bound } = { asked: this.#asked, bound: candidate.costing.boundPicoUsd };
    const before = this.attempts.reduce((sum, attempt) => sum + heldFor(attempt), 0n);
    if (asked.costLimitPicoUsd !== undefined && before + (bound ?? 0n) > asked.costLimitPicoUsd) return this.#notPaid(candidate, 'cost_limit', 'earlier attempts used up the cost limit');
    const provider = candidate.view.provider.id;
    if (!this.#ports.holds.covers(asked.payer, provider)) return true;
    if (bound === undefined) return this.#notPaid(candidate, 'budget', 'its price is unknown, so no hold can cover it');
    const verdict = await this.#ports.holds.hold({
      holdId: this.#holdId,
      requestId: asked.requestId,
      payer: asked.payer,
      totalPicoUsd: before + bound,
      provider,
      deadlineMs: asked.deadlineMs,
    });
    if (verdict.kind === 'unavailable') throw budgetUnavailable(verdict.why, this.#story());
    if (verdict.kind === 'granted') {
      this.#isHolding = true;
      return true;
    }
    this.#refusal ??= verdict;
    return this.#notPaid(candidate, 'budget', `budget ${verdict.budget} has no room`);
  }

  #notPaid({ view, route }: Candidate, reason: string, detail: string): false {
    this.#budgetExclusions.push({ model: view.model.name, provider: view.provider.id, reason, detail, route: route.id });
    return false;
  }

  /** The journal has the attempt before its frame leaves. */
  #begin(candidate: Candidate, why: string): Attempt {
    const startedAtMs = this.#ports.clock.now();
    const terms = termsOf({
      attemptId: this.#ports.newId(),
      number: this.attempts.length + 1,
      asked: this.#asked,
      candidate,
      revision: this.#decided.revision,
      holdId: this.#isHolding ? this.#holdId : '',
    });
    const entry = this.#ports.journal.sent(terms, startedAtMs);
    const attempt: Attempt = { terms, candidate, why, startedAtMs, entry, finishedAtMs: startedAtMs, report: undefined, isUnknown: true };
    this.attempts.push(attempt);
    return attempt;
  }

  async *#call(attempt: Attempt): AsyncGenerator<Frame, Ended> {
    const { clock, routes } = this.#ports;
    const { id } = attempt.candidate.route;
    const { probe } = routes.started(id, attempt.startedAtMs);
    const span = startAttemptSpan(attempt);
    let isShown = false;
    let output = noOutput;
    try {
      if (this.#asked.streaming) {
        const forwarded = yield* this.#callStream(attempt, span, () => (isShown = true));
        attempt.report = forwarded.report;
      } else {
        const sent = await context.with(trace.setSpan(context.active(), span), () => sendOrder(this.#ports.transport, this.#order(attempt), this.#transportOptions(attempt)));
        attempt.report = sent.report;
        output = sent.output;
      }
    } catch (error) {
      attempt.report = reportOfRefusal(error);
    } finally {
      attempt.finishedAtMs = clock.now();
      attempt.isUnknown = attempt.report === undefined;
      this.#judge(attempt, probe);
      endAttemptSpan(span, attempt);
    }
    return { report: attempt.report, output, isShown };
  }

  async *#callStream(attempt: Attempt, span: Span, onShown: () => void) {
    const scope = trace.setSpan(context.active(), span);
    const { task } = this.#asked;
    if (task.kind !== 'chat') throw new AppError(Reason.INTERNAL, `A ${task.kind} has no stream.`);
    const frames = this.#ports.transport.stream(chatOrder(this.#order(attempt), task), this.#transportOptions(attempt));
    const first: Frame = {
      frame: {
        case: 'attemptStarted',
        value: {
          requestId: this.#asked.requestId,
          attemptId: attempt.terms.attemptId,
          number: attempt.terms.number,
          provider: attempt.terms.provider,
          model: attempt.terms.model,
          clientRequestId: this.#asked.request.clientRequestId,
        },
      },
    };
    return yield* forwardStream(inScope(frames, scope), first, onShown);
  }

  #order(attempt: Attempt): Order {
    return { asked: this.#asked, attempt, timers: this.#timers(attempt) };
  }

  #timers({ candidate }: Attempt) {
    const leftMs = this.#asked.deadlineMs - this.#ports.clock.now();
    return timersOf(candidate.view.model, { streaming: this.#asked.streaming, maxOutputTokens: candidate.costing.maxOutputTokens, leftMs });
  }

  /** The adapter's own timers fire first, so that its report arrives before this call gives up on it. */
  #transportOptions(attempt: Attempt) {
    return { signal: this.#signal, timeoutMs: Math.max(1, Math.min(this.#timers(attempt).totalMs + 2_000, this.#asked.deadlineMs - this.#ports.clock.now())) };
  }

  #judge(attempt: Attempt, probe: Probe): void {
    const { routes } = this.#ports;
    const { finishedAtMs: nowMs, startedAtMs, report } = attempt;
    const durationMs = report?.timeToFirstOutputMs === undefined ? nowMs - startedAtMs : Number(report.timeToFirstOutputMs);
    if (report !== undefined && isAnswer(report)) return routes.succeeded(attempt.candidate.route.id, { probe, durationMs, nowMs });
    const failure = report?.failure;
    // A caller that went away says nothing about the route; a connection lost to the adapter says nothing about the provider;
    // and a caller in a hurry must not close a route to all others.
    const isOurs = this.#signal.aborted || report === undefined || nowMs >= this.#asked.deadlineMs - deadlineSlackMs;
    const errorClass = isOurs ? ErrorClass.CANCELLED : (failure?.errorClass ?? ErrorClass.BAD_OUTPUT);
    routes.failed(attempt.candidate.route.id, { errorClass, retryAfterMs: failure?.retryAfterMs === undefined ? undefined : Number(failure.retryAfterMs), probe, durationMs, nowMs });
  }

  #errorOf(attempt: Attempt): AppError {
    const failure = attempt.report?.failure;
    return attemptError({
      errorClass: failure?.errorClass ?? ErrorClass.NETWORK,
      message: failure?.message || 'the connection to provider-adapter was lost after the call had left',
      provider: attempt.terms.provider,
      model: attempt.terms.model,
      isSent: attempt.report?.sent !== false,
      retryAfterMs: failure?.retryAfterMs === undefined ? undefined : Number(failure.retryAfterMs),
    });
  }

  #brokenOff(attempt: Attempt, error: AppError): AppError {
    return truncated(attempt.terms.provider, error.message, { ...this.#story(), cause: error });
  }

  #answer(winner: Attempt, report: AttemptReport, output: Output): Answered {
    const warnings = [...this.#warnings, ...capWarning(winner.candidate, report)];
    return answerOf({ asked: this.#asked, attempts: this.attempts, winner, report, output, warnings, revision: this.#decided.revision, nowMs: this.#ports.clock.now() });
  }

  #assertAlive(): void {
    if (this.#signal.aborted || this.#isLate()) throw this.#abandoned();
  }

  /** A transport cancels a call whose time is up as it cancels one whose caller left; the clock tells them apart. */
  #abandoned(): AppError {
    const why: unknown = this.#signal.reason;
    const isLate = this.#isLate() || (isAppError(why) && why.reason === Reason.DEADLINE_EXCEEDED);
    return isLate ? deadlinePassed(this.#story()) : cancelled(this.#story());
  }

  #isLate(): boolean {
    return this.#ports.clock.now() >= this.#asked.deadlineMs - attemptLeastMs;
  }

  #exhausted(): AppError {
    return (this.#firstError ?? noRouteUp(undefined, this.#ports.clock.now(), {})).with(this.#story());
  }

  #nothingLeft(soonestMs: number | undefined): AppError {
    if (this.#refusal !== undefined && this.#firstError === undefined) return overBudget(this.#refusal, this.#ports.clock.now(), this.#story());
    if (this.#firstError !== undefined) return this.#exhausted();
    if (this.#budgetExclusions.length > 0) return noCandidate({ ...this.#decided, exclusions: [...this.#decided.exclusions, ...this.#budgetExclusions] }, this.#story());
    return noRouteUp(soonestMs, this.#ports.clock.now(), this.#story());
  }

  /** What every error tells besides itself. */
  #story() {
    return {
      requestId: this.#asked.requestId,
      attempts: summaries(this.attempts),
      costPicoUsd: totalCost(this.attempts),
      exclusions: [...this.#decided.exclusions, ...this.#budgetExclusions].map(line),
      warnings: this.#warnings,
    };
  }

  /** Only calls that left count in the attempt budget. */
  #sends(): number {
    return this.attempts.filter(({ report }) => report?.sent !== false).length;
  }

  #finish(answer: Answered | undefined, failure: AppError | undefined): void {
    const asked = this.#asked;
    const last = this.attempts.at(-1);
    const fact = create(RequestFinishedSchema, {
      requestId: asked.requestId,
      clientRequestId: asked.request.clientRequestId,
      payer: asked.payer,
      holdId: this.#isHolding ? this.#holdId : '',
      attempts: this.attempts.map(factOf),
      outcome: last === undefined ? AttemptOutcome.UNSPECIFIED : outcomeOf(last),
      reason: failure?.reason,
      errorMessage: failure?.message.slice(0, sentenceLengthMax),
      decision: this.decision,
      startedAt: timestampFromMs(asked.arrivedAtMs),
      finishedAt: timestampFromMs(this.#ports.clock.now()),
      model: answer?.response.model,
      provider: answer?.response.provider,
      door: asked.door,
      traceId: asked.traceId,
    });
    this.#ports.journal.finished(fact, this.attempts.map(({ entry }) => entry));
  }
}
