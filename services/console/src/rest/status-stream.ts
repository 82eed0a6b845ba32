// Provider states as they change, as server-sent events.
import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { toAppError } from '@switchyard/common/errors';
import type { Peers } from '../clients/peers.js';
import { showProviderStatus } from '../domain/show-provider.js';
import { restError } from './errors.js';

export async function streamStatus({ peers, reply, onBehalfOf }: { peers: Peers; reply: FastifyReply; onBehalfOf: KeyPrincipal }): Promise<FastifyReply> {
  const gone = new AbortController();
  reply.raw.on('close', () => gone.abort());
  const frames = peers.health.watchStatus({}, { onBehalfOf, signal: gone.signal })[Symbol.asyncIterator]();
  // A refusal must be an HTTP status, so the first frame comes before the headers.
  let next = await frames.next();
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  try {
    while (next.done !== true) {
      const { overall, providers } = next.value;
      const event = `data: ${JSON.stringify({ overall, providers: providers.map((provider) => showProviderStatus(provider)) })}\n\n`;
      // A slow reader pauses the watch.
      if (!reply.raw.write(event)) await once(reply.raw, 'drain', { signal: gone.signal });
      next = await frames.next();
    }
  } catch (error) {
    if (!gone.signal.aborted) reply.raw.write(`event: error\ndata: ${JSON.stringify(restError(toAppError(error)))}\n\n`);
  }
  reply.raw.end();
  return reply;
}
