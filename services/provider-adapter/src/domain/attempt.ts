// One attempt from its first byte to its fact. It is pulled by whoever reads the answer; when the reader leaves it
// pulls itself, because the usage at the end is worth money.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { AnswerStep } from '../adapter/answer-step.js';
import type { Provider } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { AnswerFold } from './answer-fold.js';
import type { Expected } from './calls/call.js';
import { evidenceOf } from './evidence.js';
import { judgeAnswer } from './judge-answer.js';
import type { AttemptClock, AttemptEvents, AttemptJournal, AttemptObserver, StartedEntry, Wire } from './ports.js';
import { redactFailure } from './redact-failure.js';
import { factOf, reportOf, type Ended } from './report.js';
import type { UsageOptions } from './usage-of.js';

export interface AttemptOptions {
  readonly terms: AttemptTerms;
  readonly provider: Provider;
  readonly isStream: boolean;
  readonly expected: Expected;
  /** Takes the key out of the vendor's words. */
  readonly redact: (text: string) => string;
  readonly cancelStopsBilling: boolean;
  readonly rating: Omit<UsageOptions, 'dialect'>;
  readonly wire: Wire;
  /** The provider's steps; begun by the first pull. */
  readonly steps: (fold: AnswerFold) => AsyncIterator<readonly AnswerStep[], void>;
  readonly entry: StartedEntry;
  readonly journal: AttemptJournal;
  readonly events: AttemptEvents;
  readonly observer: AttemptObserver;
  readonly clock: AttemptClock;
}

export class Attempt {
  readonly fold: AnswerFold;
  readonly #options: AttemptOptions;
  readonly #steps: AsyncIterator<readonly AnswerStep[], void>;
  readonly #done = Promise.withResolvers<AttemptReport>();
  readonly #startedAtMs: number;
  readonly #startedMs: number;
  #firstOutputMs: number | undefined;
  #pulling: Promise<readonly AnswerStep[] | undefined> | undefined;
  #isCancelled = false;
  #isEnded = false;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.fold = new AnswerFold({ dialect: options.provider.usage, keepsTexts: !options.isStream, redact: options.redact });
    this.#startedAtMs = options.clock.now();
    this.#startedMs = options.clock.monotonicMs();
    this.#steps = options.steps(this.fold);
  }

  /** How it ended; never rejects. */
  get done(): Promise<AttemptReport> {
    return this.#done.promise;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** The next batch; undefined when it is over. Never rejects. */
  pull(): Promise<readonly AnswerStep[] | undefined> {
    // A reader that left in the middle of a pull and the drain after it share that pull.
    this.#pulling ??= this.#pullOnce().finally(() => (this.#pulling = undefined));
    return this.#pulling;
  }

  /** Pulls to the end. */
  async run(): Promise<AttemptReport> {
    while (!this.#isEnded) await this.pull();
    return this.done;
  }

  /** The caller left. The call is closed where that stops the bill or nothing left yet, else read to its end in the background. */
  cancel(): void {
    if (this.#isEnded || this.#isCancelled) return;
    this.#isCancelled = true;
    const { wire, cancelStopsBilling, observer } = this.#options;
    if (cancelStopsBilling || !wire.isStarted) wire.stop(stopped('The caller went away.', ErrorClass.CANCELLED));
    else observer.draining();
    void this.run();
  }

  /** The adapter itself must end now. */
  stop(): void {
    this.#options.wire.stop(stopped('The adapter was stopped before the attempt ended.', ErrorClass.INTERNAL));
    void this.run();
  }

  async #pullOnce(): Promise<readonly AnswerStep[] | undefined> {
    if (this.#isEnded) return undefined;
    try {
      const next = await this.#steps.next();
      if (next.done === true) return this.#end(undefined);
      for (const step of next.value) this.fold.take(step);
      if (this.#firstOutputMs === undefined && this.fold.hasOutput) this.#firstOutputMs = this.#elapsedMs();
      return next.value;
    } catch (error) {
      return this.#end(error instanceof VendorFailure ? error : ours(error));
    }
  }

  #end(broken: VendorFailure | undefined): undefined {
    const { terms, wire, isStream, expected, redact, entry, journal, events, observer } = this.#options;
    const failure = broken === undefined ? undefined : redactFailure(broken, redact);
    const judgement = judgeAnswer(this.fold, { failure, expected, isStream, isCancelled: this.#isCancelled });
    if (judgement.warning !== undefined) this.fold.warn(judgement.warning);
    const ended: Ended = {
      terms,
      fold: this.fold,
      expected,
      judgement,
      proof: evidenceOf({ isSentWhole: wire.isSentWhole, answeredStatus: wire.answeredStatus, usage: this.fold.usage, expected }, { dialect: this.#options.provider.usage, ...this.#options.rating }),
      redact,
      isSent: wire.isStarted,
      answeredStatus: wire.answeredStatus,
      startedAtMs: this.#startedAtMs,
      durationMs: this.#elapsedMs(),
      firstOutputMs: isStream ? this.#firstOutputMs : undefined,
    };
    const fact = factOf(ended);
    // The fact is on disk before anybody hears of the end.
    try {
      journal.finished(entry, fact);
    } catch (error) {
      events.journalRefused(terms, error);
    }
    wire.release();
    this.#isEnded = true;
    observer.ended(fact, failure);
    this.#done.resolve(reportOf(ended));
    return undefined;
  }

  #elapsedMs(): number {
    return this.#options.clock.monotonicMs() - this.#startedMs;
  }
}

function stopped(message: string, errorClass: ErrorClass): VendorFailure {
  return new VendorFailure({ origin: 'stopped', errorClass, message });
}

/** A fault of a mapping. What it was goes to the log by its cause, not to the caller. */
function ours(error: unknown): VendorFailure {
  return new VendorFailure({ origin: 'output', errorClass: ErrorClass.INTERNAL, message: 'The adapter could not read what the provider sent.' }, error);
}
