// One call of an HTTP door: who calls, with what, and how long it may take.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import type { KeyPrincipal } from '@switchyard/common/identity';
import type { CatalogView } from '../../domain/catalog-view.js';
import type { Caller, RouterDomain } from '../../domain/router.js';
import { deadlineDefaultMs } from '../../limits.js';
import type { HttpDialect } from './dialect.js';
import { object, type Json } from './read.js';
import { storyteller, type Storyteller } from './story.js';
import { readWishes, type Wishes } from './switchyard-headers.js';

export interface HttpCallOptions {
  readonly dialect: HttpDialect;
  readonly translate: HttpDialect['translate'];
  readonly domain: RouterDomain;
  readonly catalog: CatalogView | undefined;
  readonly principal: KeyPrincipal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Writes a refusal to the log. */
  readonly note: (error: AppError) => AppError;
}

export class HttpCall {
  readonly domain: RouterDomain;
  readonly catalog: CatalogView | undefined;
  readonly principal: KeyPrincipal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly arrivedAtMs = Date.now();
  readonly #options: HttpCallOptions;
  #wishes: Wishes | undefined;
  #caller: Caller | undefined;

  constructor(options: HttpCallOptions) {
    this.#options = options;
    this.domain = options.domain;
    this.catalog = options.catalog;
    this.principal = options.principal;
    this.request = options.request;
    this.reply = options.reply;
  }

  /** Throws INVALID_FIELD when it is no object. */
  get body(): Json {
    return object(this.request.body, 'body');
  }

  /** What a wildcard of the route stands for, decoded. */
  get rest(): string {
    return (this.request.params as { '*'?: string })['*'] ?? '';
  }

  /** The query's members; of several by one name the first. */
  get query(): Readonly<Record<string, string | undefined>> {
    const entries = Object.entries(this.request.query as Record<string, string | string[]>);
    return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  }

  /** What the x-switchyard headers say. Throws with the header's name. */
  get wishes(): Wishes {
    this.#wishes ??= readWishes(this.request.headers);
    return this.#wishes;
  }

  /** advice puts a warning into the caller's words. */
  storyteller(advice: (text: string) => string): Storyteller {
    return storyteller({ isAsked: this.wishes.isStoryInBody, advice });
  }

  /** Its signal is aborted when the caller goes away. */
  get caller(): Caller {
    this.#caller ??= this.#callerOf();
    return this.#caller;
  }

  /** Unix time in ms by which the answer must be there. */
  get deadlineMs(): number {
    return this.caller.deadlineMs ?? this.arrivedAtMs + deadlineDefaultMs;
  }

  get createdS(): number {
    return Math.floor(this.arrivedAtMs / 1000);
  }

  /** Errors of the work come out in the caller's words. */
  async inDialect<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.translate(toAppError(error));
    }
  }

  translate(error: AppError): AppError {
    const { body } = this.request;
    return this.#options.translate(error, typeof body === 'object' && body !== null ? (body as Json) : {});
  }

  /** A failure after the answer had begun: to the log, and in the caller's words. */
  broken(error: AppError): AppError {
    return this.translate(this.#options.note(error));
  }

  #callerOf(): Caller {
    const { dialect, principal, request, reply } = this.#options;
    const gone = new AbortController();
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) gone.abort(new AppError(Reason.CANCELLED, 'The caller went away.'));
    });
    const { timeoutMs } = this.wishes;
    return { principal, signal: gone.signal, deadlineMs: timeoutMs === undefined ? undefined : this.arrivedAtMs + timeoutMs, door: dialect.name, requestId: request.id };
  }
}
