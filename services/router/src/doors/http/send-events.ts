// A streamed answer as server-sent events. An answer that broke off ends with the dialect's error, and without its end marker.
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Frame } from '../../domain/run/forward-stream.js';
import type { HttpCall } from './http-call.js';
import { answerHeaders, clientIdHeader, idHeaders } from './switchyard-headers.js';

/** A sign of life after so much silence keeps proxies awake. */
const silenceMs = 10_000;

/** One event; text is sent as it is, anything else as JSON. */
export interface SentEvent {
  readonly event?: string;
  readonly data: object | string;
}

/** The events of one dialect. */
export interface EventWriter {
  /** What is sent in silence; a comment where the dialect has nothing for it. */
  readonly signOfLife?: SentEvent;
  /** For one frame; often none. */
  of(frame: Frame): readonly SentEvent[];
  /** The last ones of a whole answer, end marker included. */
  end(response: GenerateResponse): readonly SentEvent[];
  /** The last ones of an answer that broke off. */
  broken(error: AppError): readonly SentEvent[];
}

/** Throws when the request fails before its first frame; then the answer is a plain error with its status. */
export async function sendEvents(call: HttpCall, frames: AsyncGenerator<Frame, GenerateResponse>, events: EventWriter): Promise<FastifyReply> {
  const { reply, caller: { signal }, deadlineMs } = call;
  let next = await frames.next();
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no', ...idHeaders(call.request.id), ...startHeaders(next) });
  const sign = events.signOfLife === undefined ? ': waiting\n\n' : textOf([events.signOfLife]);
  const heartbeat = setInterval(() => raw.write(sign), silenceMs);
  try {
    while (next.done !== true) {
      const text = textOf(events.of(next.value));
      if (text !== '') {
        heartbeat.refresh();
        // A slow reader pauses the whole way back to the vendor's socket.
        if (!raw.write(text)) await drained(raw, { signal, deadlineMs });
      }
      next = await frames.next();
    }
    raw.end(textOf(events.end(next.value)));
  } catch (error) {
    await frames.return(undefined as never).catch(() => {});
    const told = textOf(events.broken(call.broken(toAppError(signal.aborted ? signal.reason : error))));
    if (raw.writableNeedDrain) raw.destroy();
    else raw.end(told);
  } finally {
    clearInterval(heartbeat);
  }
  return reply;
}

/** Throws DEADLINE_EXCEEDED, or the signal's reason. */
function drained(raw: ServerResponse, { signal, deadlineMs }: { signal: AbortSignal; deadlineMs: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      raw.off('drain', onDrain);
      settle();
    };
    const onDrain = end(resolve);
    const onAbort = end(() => reject(signal.reason as Error));
    const timer = setTimeout(end(() => reject(new AppError(Reason.DEADLINE_EXCEEDED, 'The caller did not read its answer within the deadline.'))), Math.max(0, deadlineMs - Date.now()));
    signal.addEventListener('abort', onAbort, { once: true });
    raw.once('drain', onDrain);
    if (signal.aborted) onAbort();
  });
}

function textOf(events: readonly SentEvent[]): string {
  let text = '';
  for (const { event, data } of events) text += `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
  return text;
}

/** What is known of the answer before its first word. */
function startHeaders(first: IteratorResult<Frame, GenerateResponse>): Record<string, string> {
  if (first.done === true) return answerHeaders(first.value);
  const { frame } = first.value;
  if (frame?.case !== 'attemptStarted') return {};
  const { requestId = '', model = '', provider = '', clientRequestId = '' } = frame.value;
  return { ...idHeaders(requestId), 'x-switchyard-model': model, 'x-switchyard-provider': provider, ...clientIdHeader(clientRequestId) };
}
