// Sends an answer that is one body, with the faults a behaviour asks for.

import type { OutgoingHttpHeaders } from 'node:http';

import type { Behaviour } from '../behaviour/behaviour.js';
import type { Call } from '../calls/call.js';
import { encodeText, packBody } from './encode-body.js';
import { deliverEndlessLine } from './endless-line.js';
import { cutOff, resetConnection } from './break-off.js';
import { complete } from './outcome.js';
import type { Outcome } from './outcome.js';
import { writeSegments } from './write-segments.js';

export interface PlainDelivery {
  call: Call;
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
  /** JSON when absent. */
  contentType?: string | undefined;
  /** `latin1` for a body of one character per byte. */
  encoding?: BufferEncoding | undefined;
  behaviour: Behaviour;
  /** Called once, before the last byte leaves: whoever has read the answer finds it on the bill. */
  settle(outcome: Outcome): void;
}

const htmlPage = '<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n';

export async function deliverPlain(delivery: PlainDelivery): Promise<void> {
  const { call, behaviour } = delivery;
  if (behaviour.hang === true) await call.whenClosed();
  if (behaviour.delayMs !== undefined) await call.sleep(behaviour.delayMs);
  if (call.closed) return delivery.settle({ ...complete, cancelled: true });
  if (behaviour.reset === 'before_headers') {
    delivery.settle({ ...complete, cut: true });
    return resetConnection(call);
  }

  if (behaviour.endlessLine === true) {
    delivery.settle(complete);
    return deliverEndlessLine(call, { ...delivery.headers, 'content-type': behaviour.contentType ?? 'application/json' });
  }

  const text = behaviour.html === true ? htmlPage : behaviour.halfJson === true ? firstHalf(delivery.body) : delivery.body;
  const plain = encodeText(text, behaviour, behaviour.html === true ? undefined : delivery.encoding);
  const packed = behaviour.packed === undefined ? undefined : packBody(plain, behaviour.packed);
  const body = packed?.body ?? plain;
  call.response.writeHead(delivery.status, {
    ...delivery.headers,
    'content-type': behaviour.contentType ?? (behaviour.html === true ? 'text/html; charset=utf-8' : (delivery.contentType ?? 'application/json')),
    'content-length': body.length,
    ...(packed === undefined ? {} : { 'content-encoding': packed.encoding }),
  });
  const cut = cutPlace(behaviour);
  if (cut !== undefined) {
    delivery.settle({ ...complete, cut: true });
    const prefix = body.subarray(0, cut);
    if (prefix.length > 0) call.response.write(prefix);
    if (behaviour.reset === undefined) return cutOff(call);
    call.response.flushHeaders();
    await call.flushed();
    return resetConnection(call);
  }
  delivery.settle(complete);
  if (behaviour.segmentBytes === undefined) {
    call.response.end(body);
    return;
  }
  await writeSegments(call, body, behaviour.segmentBytes);
  call.response.end();
}

/** After how many bytes the body is cut; a plain answer is one chunk. */
function cutPlace(behaviour: Behaviour): number | undefined {
  if (behaviour.reset === 'after_headers' || behaviour.cutAfterChunks === 0) return 0;
  return behaviour.cutAfterBytes;
}

function firstHalf(body: string): string {
  return body.slice(0, Math.floor(body.length / 2));
}
