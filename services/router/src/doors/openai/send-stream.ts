// A streamed answer as server-sent events. An answer that broke off ends with an error and without [DONE].
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Frame } from '../../domain/run/forward-stream.js';
import { errorBody } from './error.js';
import { StreamChunks } from './stream-chunks.js';
import { answerHeaders, clientIdHeader } from './switchyard-headers.js';

/** A comment after so much silence keeps proxies awake. */
const silenceMs = 10_000;

export interface SendStreamOptions {
  readonly frames: AsyncGenerator<Frame, GenerateResponse>;
  readonly reply: FastifyReply;
  readonly createdS: number;
  readonly includeUsage: boolean;
  readonly signal: AbortSignal;
  /** Unix time in ms; a reader that has stopped reading does not outlive it. */
  readonly deadlineMs: number;
  /** Told of a failure after the first frame; what it returns is what the caller reads. */
  readonly onBroken: (error: AppError) => AppError;
}

/** Throws when the request fails before its first frame; then the answer is a plain error with its status. */
export async function sendStream({ frames, reply, createdS, includeUsage, signal, deadlineMs, onBroken }: SendStreamOptions): Promise<FastifyReply> {
  const chunks = new StreamChunks({ createdS, includeUsage });
  let next = await frames.next();
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no', ...startHeaders(next) });
  const heartbeat = setInterval(() => raw.write(': waiting\n\n'), silenceMs);
  try {
    while (next.done !== true) {
      const events = chunks.of(next.value).map(eventText).join('');
      if (events !== '') {
        heartbeat.refresh();
        // A slow reader pauses the whole way back to the vendor's socket.
        if (!raw.write(events)) await drained(raw, { signal, deadlineMs });
      }
      next = await frames.next();
    }
    raw.end(`${chunks.end(next.value).map(eventText).join('')}data: [DONE]\n\n`);
  } catch (error) {
    await frames.return(undefined as never).catch(() => {});
    const told = eventText(errorBody(onBroken(toAppError(signal.aborted ? signal.reason : error))));
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

function eventText(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** What is known of the answer before its first word. */
function startHeaders(first: IteratorResult<Frame, GenerateResponse>): Record<string, string> {
  if (first.done === true) return answerHeaders(first.value);
  const { frame } = first.value;
  if (frame?.case !== 'attemptStarted') return {};
  const { requestId = '', model = '', provider = '', clientRequestId = '' } = frame.value;
  return { 'x-request-id': requestId, 'x-switchyard-model': model, 'x-switchyard-provider': provider, ...clientIdHeader(clientRequestId) };
}
