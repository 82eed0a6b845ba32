// A router's world in memory: a clock that moves when somebody waits, scripted providers, a journal and holds that remember.
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass, type Payer } from '@switchyard/proto/common/v1/attempt';
import { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import type { UsageSchema } from '@switchyard/proto/common/v1/usage';
import { Evidence, type RequestFinished } from '@switchyard/proto/event/v1/usage';
import { AnalyzeImageResponseSchema, CompleteResponseSchema, EmbedResponseSchema, GenerateImageResponseSchema, StreamResponseSchema, type AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { admit } from '../domain/admit.js';
import { chatAsk } from '../domain/ask-of.js';
import type { CatalogView } from '../domain/catalog-view.js';
import { decide, describeDecision } from '../domain/decide.js';
import { RetryBudget } from '../domain/retry-budget.js';
import { RouteTable } from '../domain/route-table.js';
import { uuid7 } from '../domain/uuid7.js';
import type { Frame } from '../domain/run/forward-stream.js';
import type { AttemptTransport, HoldOrder, HoldVerdict } from '../domain/run/ports.js';
import { RequestRun, type RunPorts } from '../domain/run/request-run.js';
import type { GenerateRequest, GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { MessageInitShape } from '@bufbuild/protobuf';

/** What a provider does with one call. */
export type Act =
  | { readonly kind: 'answer'; readonly ms?: number; readonly text?: string; readonly toolCalls?: readonly ToolCall[]; readonly finish?: string; readonly input?: bigint; readonly output?: bigint; readonly reasoning?: readonly Thought[]; readonly usage?: MessageInitShape<typeof UsageSchema>; readonly stated?: bigint }
  | { readonly kind: 'fail'; readonly errorClass: ErrorClass; readonly ms?: number; readonly retryAfterMs?: bigint; readonly timer?: string; readonly afterText?: string; readonly isBilled?: boolean; readonly stated?: bigint }
  | { readonly kind: 'lost'; readonly afterText?: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'hang'; readonly afterText?: string };

/** Thinking that can be read and is signed, or that only its provider can read. */
export interface Thought {
  readonly text?: string;
  readonly signature?: string;
  readonly redacted?: Uint8Array;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

export const principal: KeyPrincipal = { kind: 'key', keyId: 'k', tenant: 'acme', project: '', role: 'caller', models: [], passthrough: false };

/** Whatever the task, a script decides by the terms. */
export type ScriptedCall = Pick<AttemptRequest, 'terms' | 'timers'> & Partial<Pick<AttemptRequest, 'chat'>>;

export class World {
  nowMs = 1_700_000_000_000;
  readonly routes = new RouteTable();
  readonly calls: ScriptedCall[] = [];
  readonly sentIds: string[] = [];
  readonly facts: RequestFinished[] = [];
  /** performance.now() of each call that was cancelled while it hung. */
  readonly abortedAtMs: number[] = [];
  readonly holdOrders: HoldOrder[] = [];
  isCovered = false;
  holdVerdict: (order: HoldOrder) => HoldVerdict = () => ({ kind: 'granted' });
  readonly retryBudget = new RetryBudget();
  readonly #script: (call: ScriptedCall, index: number) => Act;
  readonly #random: () => number;

  constructor(options: { script: (call: ScriptedCall, index: number) => Act; random?: () => number }) {
    this.#script = options.script;
    this.#random = options.random ?? (() => 0.5);
  }

  get ports(): RunPorts {
    return {
      transport: this.#transport,
      journal: {
        sent: (terms) => ({ sequence: this.sentIds.push(terms.attemptId) }),
        finished: (fact) => void this.facts.push(fact),
      },
      holds: {
        covers: (_payer: Payer) => this.isCovered,
        hold: async (order) => {
          this.holdOrders.push(order);
          return this.holdVerdict(order);
        },
      },
      routes: this.routes,
      retryBudget: this.retryBudget,
      clock: {
        now: () => this.nowMs,
        sleep: async (ms) => void (this.nowMs += ms),
      },
      random: this.#random,
      newId: () => uuid7(this.nowMs),
    };
  }

  run(catalog: CatalogView, request: MessageInitShape<typeof GenerateRequestSchema>, options: { streaming?: boolean; signal?: AbortSignal; deadlineMs?: number } = {}): RequestRun {
    const full: GenerateRequest = create(GenerateRequestSchema, { prompt: 'hello', ...request });
    const asked = admit({ ask: chatAsk(full), principal, requestId: uuid7(this.nowMs), door: 'grpc', traceId: '', streaming: options.streaming ?? false, nowMs: this.nowMs, deadlineMs: options.deadlineMs });
    const decided = decide(asked, { catalog, routes: this.routes, nowMs: this.nowMs, random: this.#random, turn: 0 });
    return new RequestRun({ asked, decided, decision: describeDecision(asked, decided, this.routes, []), ports: this.ports, signal: options.signal ?? new AbortController().signal, warnings: [] });
  }

  readonly #transport: AttemptTransport = {
    complete: async (order, { signal }) => {
      const act = this.#begin(order);
      await this.#perform(act, signal);
      if (act.kind !== 'answer') return create(CompleteResponseSchema, { report: failureReport(act) });
      return create(CompleteResponseSchema, { parts: partsOf(act), report: successReport(act) });
    },
    embed: async (order, { signal }) => {
      const { report, isAnswer } = await this.#task(order, signal);
      return create(EmbedResponseSchema, { report, embeddings: isAnswer ? (order.task?.inputs ?? []).map((_, index) => ({ values: [index, 0.5] })) : [] });
    },
    generateImage: async (order, { signal }) => {
      const { report, isAnswer } = await this.#task(order, signal);
      return create(GenerateImageResponseSchema, { report, images: isAnswer ? Array.from({ length: order.task?.n ?? 1 }, () => ({ mediaType: 'image/png', source: { case: 'data' as const, value: new Uint8Array([1, 2, 3]) } })) : [] });
    },
    analyzeImage: async (order, { signal }) => {
      const { report, isAnswer } = await this.#task(order, signal);
      return create(AnalyzeImageResponseSchema, { report, results: isAnswer ? (order.task?.images ?? []).map(() => ({ labels: [{ name: 'cat', score: 0.9 }] })) : [] });
    },
    stream: (order, { signal }) => this.#stream(order, signal),
  };

  async *#stream(order: AttemptRequest, signal: AbortSignal) {
    const act = this.#begin(order);
    yield create(StreamResponseSchema, { frame: { case: 'started', value: {} } });
    yield* deltasOf(act).map((step) => create(StreamResponseSchema, { frame: { case: 'deltas', value: { deltas: [{ step }] } } }));
    await this.#perform(act, signal);
    yield create(StreamResponseSchema, { frame: { case: 'report', value: act.kind === 'answer' ? successReport(act) : failureReport(act) } });
  }

  async #task(order: ScriptedCall, signal: AbortSignal) {
    const act = this.#begin(order);
    await this.#perform(act, signal);
    return act.kind === 'answer' ? { isAnswer: true, report: successReport(act) } : { isAnswer: false, report: failureReport(act) };
  }

  #begin(order: ScriptedCall): Act {
    const id = order.terms?.attemptId ?? '';
    if (!this.sentIds.includes(id)) throw new Error(`attempt ${id} was called before it was journalled`);
    this.calls.push(order);
    return this.#script(order, this.calls.length - 1);
  }

  async #untilAborted(signal: AbortSignal): Promise<never> {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.abortedAtMs.push(performance.now());
    throw signal.reason;
  }

  async #perform(act: Act, signal: AbortSignal): Promise<void> {
    if (act.kind === 'lost') throw new AppError(Reason.OUTCOME_UNKNOWN, 'connection reset');
    if (act.kind === 'unreachable') throw new AppError(Reason.STORE_UNAVAILABLE, 'round_robin: No connection established. Last error: connect ECONNREFUSED 127.0.0.1:10007');
    if (act.kind === 'refused') throw new AppError(Reason.JOURNAL_FULL, 'no room');
    if (act.kind === 'hang') await this.#untilAborted(signal);
    if (act.kind === 'answer' || act.kind === 'fail') this.nowMs += act.ms ?? 10;
  }
}

type Answer = Extract<Act, { kind: 'answer' }>;
type Step = { case: 'start'; value: { index: number; type: string; toolCallId?: string; toolName?: string } } | { case: 'text'; value: { index: number; text: string; signature?: string; redacted?: Uint8Array } } | { case: 'end'; value: { index: number } };

function partsOf({ text, toolCalls = [], reasoning = [] }: Answer) {
  const words = text ?? (toolCalls.length === 0 ? 'hi' : '');
  return [
    ...reasoning.map((value) => ({ content: { case: 'reasoning' as const, value } })),
    ...(words === '' ? [] : [{ content: { case: 'text' as const, value: words } }]),
    ...toolCalls.map((value) => ({ content: { case: 'toolCall' as const, value } })),
  ];
}

/** Thoughts and words come one by one, arguments in two halves. Of an answer that broke off no block ends. */
function deltasOf(act: Act): Step[] {
  const { toolCalls = [], reasoning = [] } = act.kind === 'answer' ? act : {};
  const text = act.kind === 'answer' ? (act.text ?? (toolCalls.length === 0 ? 'hi' : '')) : 'afterText' in act ? (act.afterText ?? '') : '';
  const blocks: ((index: number) => Step[])[] = reasoning.map((thought) => (index) => [
    { case: 'start', value: { index, type: 'reasoning' } },
    ...piecesOf(thought.text ?? '').map((piece): Step => ({ case: 'text', value: { index, text: piece } })),
    { case: 'text', value: { index, text: '', ...(thought.signature === undefined ? {} : { signature: thought.signature }), ...(thought.redacted === undefined ? {} : { redacted: thought.redacted }) } },
  ]);
  if (toolCalls.length === 0 || text !== '') blocks.push((index) => [{ case: 'start', value: { index, type: 'text' } }, ...piecesOf(text).map((piece): Step => ({ case: 'text', value: { index, text: piece } }))]);
  blocks.push(...toolCalls.map(({ id, name, argumentsJson }) => (index: number): Step[] => {
    const half = Math.ceil(argumentsJson.length / 2);
    return [{ case: 'start', value: { index, type: 'tool_call', toolCallId: id, toolName: name } }, ...[argumentsJson.slice(0, half), argumentsJson.slice(half)].map((part): Step => ({ case: 'text', value: { index, text: part } }))];
  }));
  return blocks.flatMap((block, index) => [...block(index), ...(act.kind === 'answer' ? [{ case: 'end' as const, value: { index } }] : [])]);
}

function piecesOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

function successReport(act: Extract<Act, { kind: 'answer' }>) {
  const finish = act.finish ?? 'stop';
  const isWhole = finish === 'stop' || finish === 'tool_calls';
  const [input, output] = [act.input ?? 100n, act.output ?? 50n];
  return {
    outcome: isWhole ? AttemptOutcome.SUCCEEDED : AttemptOutcome.INCOMPLETE,
    finishReason: { unified: finish, raw: finish },
    evidence: Evidence.REPORTED,
    usage: act.usage ?? { meters: { input, output }, inputTokens: input, outputTokens: output, totalTokens: input + output },
    statedChargePicousd: act.stated,
    sent: true,
  };
}

function failureReport(act: Act) {
  const fail = act as Extract<Act, { kind: 'fail' }>;
  return {
    outcome: fail.errorClass === ErrorClass.TIMEOUT ? AttemptOutcome.TIMED_OUT : AttemptOutcome.FAILED,
    failure: { errorClass: fail.errorClass, message: 'it failed', retryAfterMs: fail.retryAfterMs, timer: fail.timer ?? (fail.errorClass === ErrorClass.TIMEOUT ? 'total' : '') },
    evidence: fail.isBilled === true ? Evidence.BOUND : Evidence.REPORTED,
    usage: fail.isBilled === true ? undefined : { meters: {} },
    statedChargePicousd: fail.stated,
    sent: true,
  };
}

/** Runs to the end: the answer or the error, with all frames. */
export async function finish(run: RequestRun): Promise<{ frames: Frame[]; answer: GenerateResponse | undefined; error: AppError | undefined }> {
  const frames: Frame[] = [];
  const generator = run.run();
  try {
    for (;;) {
      const next = await generator.next();
      if (next.done === true) return { frames, answer: next.value.response, error: undefined };
      frames.push(next.value);
    }
  } catch (error) {
    return { frames, answer: undefined, error: error as AppError };
  }
}
