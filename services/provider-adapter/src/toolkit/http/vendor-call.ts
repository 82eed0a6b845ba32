// One POST to a vendor with its four timers, read at the reader's pace, and stopped down to the socket.
//
// It is an undici dispatch handler, which costs two thirds of undici's request() and tells what money needs to know:
// whether the request left at all, and whether it left whole.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { Clock, Timer } from '@switchyard/common/lifecycle';
import type { Dispatcher } from 'undici';
import { VendorFailure, type TimerName } from '../../adapter/vendor-failure.js';
import type { VendorPost, VendorResponse } from '../../adapter/vendor-http.js';
import { lingerMs, unreadBytesMax } from '../../limits.js';
import type { BaseUrl } from './base-url.js';
import { decoderFor, type BodyDecoder } from './body-decoder.js';
import { cutAnswer, networkFailure, sentAgain } from './network-failure.js';
import { expectStream, type VendorStream } from './vendor-stream.js';

export interface CallTimers {
  readonly connectMs: number;
  /** Only streams have these two. */
  readonly firstOutputMs: number | undefined;
  readonly idleMs: number | undefined;
  readonly totalMs: number;
}

export interface VendorCallOptions {
  readonly dispatcher: Dispatcher;
  readonly base: BaseUrl;
  readonly attemptId: string;
  readonly timers: CallTimers;
  readonly clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export class VendorCall implements Dispatcher.DispatchHandler, VendorResponse {
  readonly #options: VendorCallOptions;
  readonly #head = Promise.withResolvers<VendorResponse>();
  #controller: Dispatcher.DispatchController | undefined;
  #path = '';
  /** Over HTTP/2 alone. */
  #stream: VendorStream | undefined;
  #status: number | undefined;
  #headers: Headers = {};
  #failure: VendorFailure | undefined;
  #isStarted = false;
  #isSentWhole = false;
  #isEnded = false;
  /** Its token or signature is still awaited. */
  #isUnauthorised = false;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  /** Set while a packed body is unpacked. */
  #decoder: BodyDecoder | undefined;
  #wake: (() => void) | undefined;
  #connectTimer: Timer | undefined;
  #totalTimer: Timer | undefined;
  #waitTimer: Timer | undefined;
  #waitName: TimerName = 'first_output';
  #waitLeftMs: number | undefined;
  #waitSinceMs = 0;

  constructor(options: VendorCallOptions) {
    this.#options = options;
    this.#waitLeftMs = options.timers.firstOutputMs;
    this.#head.promise.catch(() => {});
  }

  /** The first byte could have left. */
  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** The body was handed to the kernel whole, so the vendor may have read it. */
  get isSentWhole(): boolean {
    // Over HTTP/2 undici is done with a body that has yet to wait for the vendor's window.
    return this.#isSentWhole && this.#stream?.isSentWhole !== false;
  }

  /** Undefined until the vendor answered. */
  get answeredStatus(): number | undefined {
    return this.#status;
  }

  get status(): number {
    return this.#status ?? 0;
  }

  /** Sends the request. Rejects with a VendorFailure unless a status line comes. */
  post(call: VendorPost): Promise<VendorResponse> {
    const { timers, clock } = this.#options;
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#connectTimer = clock.setTimer(timers.connectMs, () => this.#fire('connect', timers.connectMs));
    this.#totalTimer = clock.setTimer(timers.totalMs, () => this.#fire('total', timers.totalMs));
    // A Buffer leaves with the headers in one write, whatever its length.
    const body = Buffer.from(JSON.stringify(call.body));
    const headers = { 'content-type': 'application/json', ...call.headers };
    if (call.sign === undefined && call.authorise === undefined) this.#dispatch(call.path, headers, body);
    else void this.#dispatchAuthorised(call, headers, body);
    return this.#head.promise;
  }

  async #dispatchAuthorised({ path, authorise, sign }: VendorPost, plain: Record<string, string>, body: Buffer): Promise<void> {
    const { base } = this.#options;
    try {
      this.#isUnauthorised = true;
      const given = authorise?.() ?? {};
      // What is at hand must not cost the call its turn of the event loop.
      const headers = { ...plain, ...(given instanceof Promise ? await given : given) };
      const authorised = sign === undefined ? headers : await sign({ method: 'POST', url: new URL(`${base.origin}${base.path}${path}`), headers, body });
      this.#isUnauthorised = false;
      // It may have been stopped meanwhile.
      if (this.#failure === undefined) this.#dispatch(path, authorised, body);
    } catch (error) {
      this.#fail(error instanceof VendorFailure ? error : new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message: 'The request could not be authorised.' }, error));
    }
  }

  #dispatch(path: string, headers: Readonly<Record<string, string>>, body: Buffer): void {
    const { dispatcher, base, attemptId } = this.#options;
    this.#path = `${base.path}${path}`;
    const request: Dispatcher.DispatchOptions = {
      origin: base.origin,
      path: this.#path,
      method: 'POST',
      headers: { ...headers, 'x-client-request-id': attemptId },
      body,
      // Whatever its method, a paid call is never sent twice.
      idempotent: false,
    };
    dispatcher.dispatch(request, this);
  }

  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  async read(): Promise<Buffer | undefined> {
    for (;;) {
      // What came before a failure is given out first: it may hold the usage.
      if (this.#unread.length > 0) return this.#takeUnread();
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#isEnded) return undefined;
      this.#controller?.resume();
      this.#decoder?.resume();
      await this.#nextArrival();
    }
  }

  heard(): void {
    this.#waitLeftMs = this.#options.timers.idleMs;
    this.#waitName = 'idle';
  }

  /** Stops it with this failure; what has come stays readable. */
  stop(failure: VendorFailure): void {
    this.#fail(failure);
  }

  /** Nobody reads on. A body that is about to end may end, so that the connection can be used again. */
  release(): void {
    this.#clearTimers();
    this.#unread = [];
    this.#unreadBytes = 0;
    if (this.#isEnded || this.#failure !== undefined) return;
    this.#controller?.resume();
    this.#decoder?.resume();
    this.#totalTimer = this.#options.clock.setTimer(lingerMs, () => this.#fail(stoppedByUs));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#connectTimer?.cancel();
    this.#controller = controller;
    // It was stopped while it waited for a connection: aborted before a byte is written.
    if (this.#failure !== undefined) return controller.abort(this.#failure);
    // Over HTTP/2 undici repeats what its peer refused; a paid call goes once.
    if (this.#isStarted) return this.#fail(sentAgain());
    this.#isStarted = true;
    expectStream(this.#path, (stream) => (this.#stream = stream));
    this.#startWaiting();
  }

  onRequestSent(): void {
    this.#isSentWhole = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // 1xx are no answers.
    if (status < 200) return;
    this.#stopWaiting();
    this.#status = status;
    this.#headers = headers;
    try {
      this.#decoder = decoderFor(this.header('content-encoding'), { onData: (piece) => this.#keep(piece), onEnd: () => this.#finish(), onFailure: (failure) => this.#fail(failure) });
    } catch (error) {
      return this.#fail(error as VendorFailure);
    }
    this.#head.resolve(this);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#decoder === undefined) this.#keep(chunk);
    else this.#decoder.write(chunk);
  }

  onResponseEnd(): void {
    if (this.#stream?.isEndedByVendor === false) return this.#fail(cutAnswer());
    // What it did not wait to read need not be sent.
    this.#stream?.reset();
    if (this.#decoder === undefined) this.#finish();
    else this.#decoder.end();
  }

  /** Called for our own stops too, before undici lets go of the stream. */
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#stream?.resetAndProbe();
    this.#fail(networkFailure(error, { hasHead: this.#status !== undefined }));
  }

  #keep(piece: Buffer): void {
    if (this.#failure !== undefined) return;
    this.#unread.push(piece);
    this.#unreadBytes += piece.length;
    if (this.#unreadBytes > unreadBytesMax) {
      this.#controller?.pause();
      this.#decoder?.pause();
    }
    this.#wake?.();
  }

  #finish(): void {
    this.#isEnded = true;
    this.#clearTimers();
    this.#wake?.();
  }

  #takeUnread(): Buffer {
    const taken = this.#unread.length === 1 ? this.#unread[0]! : Buffer.concat(this.#unread);
    this.#unread = [];
    this.#unreadBytes = 0;
    return taken;
  }

  /** The idle timer runs only here: while a slow reader is away, the vendor cannot be late. */
  async #nextArrival(): Promise<void> {
    this.#startWaiting();
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
    this.#stopWaiting();
  }

  #startWaiting(): void {
    if (this.#waitLeftMs === undefined) return;
    this.#waitSinceMs = this.#options.clock.monotonicMs();
    const name = this.#waitName;
    const { firstOutputMs, idleMs } = this.#options.timers;
    this.#waitTimer = this.#options.clock.setTimer(this.#waitLeftMs, () => this.#fire(name, (name === 'idle' ? idleMs : firstOutputMs) ?? 0));
  }

  #stopWaiting(): void {
    if (this.#waitTimer === undefined) return;
    this.#waitTimer.cancel();
    this.#waitTimer = undefined;
    // Pings wake us too, and must not give the vendor its whole time again.
    if (this.#waitLeftMs !== undefined) this.#waitLeftMs = Math.max(0, this.#waitLeftMs - (this.#options.clock.monotonicMs() - this.#waitSinceMs));
  }

  #fire(timer: TimerName, limitMs: number): void {
    this.#fail(new VendorFailure({ origin: 'timer', errorClass: ErrorClass.TIMEOUT, timer, message: `${this.#isUnauthorised ? 'No token or signature for the call was had' : timerSentences[timer]} within ${limitMs} ms.` }));
  }

  #fail(failure: VendorFailure): void {
    if (this.#failure !== undefined || this.#isEnded) return;
    this.#failure = failure;
    this.#clearTimers();
    this.#head.reject(failure);
    this.#controller?.abort(failure);
    this.#decoder?.destroy();
    this.#wake?.();
  }

  #clearTimers(): void {
    this.#connectTimer?.cancel();
    this.#totalTimer?.cancel();
    this.#waitTimer?.cancel();
    this.#waitTimer = undefined;
  }
}

const timerSentences: Readonly<Record<TimerName, string>> = {
  connect: 'No connection to the provider was made',
  first_output: 'The provider sent nothing',
  idle: 'The provider fell silent: nothing came',
  total: 'The provider did not finish its answer',
};

const stoppedByUs = new VendorFailure({ origin: 'stopped', errorClass: ErrorClass.INTERNAL, message: 'The rest of the answer was not read.' });
