// What an HTTP dialect is made of: its routes, and its words for errors. One port serves all dialects; each owns the calls
// that its SDKs make.
import type { IncomingHttpHeaders } from 'node:http';
import type { AppError } from '@switchyard/common/errors';
import type { HttpCall } from './http-call.js';
import type { Json } from './read.js';

export interface HttpDialect {
  /** The door's name in facts and traces. */
  readonly name: string;
  /** Whether a call is one of its SDKs'. The first dialect that says yes answers, errors included. */
  owns(path: string, headers: IncomingHttpHeaders): boolean;
  readonly routes: readonly HttpRoute[];
  errorStatus(error: AppError): number;
  errorBody(error: AppError, requestId: string): object;
  errorHeaders(error: AppError): Record<string, string>;
  /** The same error, with its field as the caller wrote it. */
  translate(error: AppError, body: Json): AppError;
}

export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  /** As Fastify reads it, for example /v1/models/*. */
  readonly path: string;
  /** Sends the answer through call.reply, or returns what is to be sent. */
  answer(call: HttpCall): unknown;
  /** Where its fields have other names than elsewhere in the dialect. */
  readonly translate?: HttpDialect['translate'];
}
