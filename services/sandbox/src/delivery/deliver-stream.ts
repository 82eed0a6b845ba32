// Sends an answer as a stream of events, with the faults a behaviour asks for.
//
// Without pacing or faults the events of an answer leave in one or a few writes.
// A slow reader stops the generator: nothing is made that nobody takes.

import type { OutgoingHttpHeaders } from 'node:http';

import type { Behaviour } from '../behaviour/behaviour.js';
import type { Call } from '../calls/call.js';
import type { Frame } from '../dialects/dialect.js';
import { deliverEndlessLine } from './endless-line.js';
import { cutOff, resetConnection } from './break-off.js';
import type { Outcome } from './outcome.js';
import { StreamWriter } from './stream-writer.js';

export interface StreamDelivery {
  call: Call;
  contentType: string;
  /** How the text of frames becomes bytes. */
  encoding: BufferEncoding;
  headers: OutgoingHttpHeaders;
  frames: Iterable<Frame>;
  behaviour: Behaviour;
  /** The event that reports an error inside the stream, behind so many others. */
  errorFrame(framesBefore: number): string;
  settle(outcome: Outcome): void;
}

/** Why the events stopped; 'done' is the end that the vendor means. */
type Ending = 'done' | 'cut' | 'error' | 'gone';

export async function deliverStream(delivery: StreamDelivery): Promise<void> {
  const { call, behaviour } = delivery;
  const writer = new StreamWriter(call, behaviour, delivery.encoding);
  const settle = (ending: Ending): void =>
    delivery.settle({ writtenBytes: writer.contentBytes, cut: ending === 'cut' || ending === 'error', cancelled: ending === 'gone' });

  if (behaviour.hang === true) await call.whenClosed();
  if (behaviour.delayMs !== undefined) await call.sleep(behaviour.delayMs);
  if (call.closed) return settle('gone');
  if (behaviour.reset === 'before_headers') {
    settle('cut');
    return resetConnection(call);
  }
  if (behaviour.endlessLine === true) {
    settle('cut');
    return deliverEndlessLine(call, { ...delivery.headers, 'content-type': behaviour.contentType ?? delivery.contentType });
  }
  call.response.writeHead(200, { ...delivery.headers, 'content-type': behaviour.contentType ?? delivery.contentType, 'cache-control': 'no-cache' });
  if (behaviour.reset === 'after_headers') {
    settle('cut');
    call.response.flushHeaders();
    await call.flushed();
    return resetConnection(call);
  }

  const ending = await writeFrames(delivery, writer);
  settle(ending);
  if (ending === 'done') call.response.end(writer.rest());
  else if (ending === 'error') call.response.end(Buffer.concat([writer.rest(), Buffer.from(delivery.errorFrame(writer.frames), delivery.encoding)]));
  else if (ending === 'cut') await cutOff(call);
}

async function writeFrames({ call, frames, behaviour }: StreamDelivery, writer: StreamWriter): Promise<Ending> {
  let chunk = 0;
  let contentOver = false;
  for (const made of frames) {
    const frame = behaviour.noFinishReason === true && made.reasonless !== undefined ? { ...made, text: made.reasonless } : made;
    const finishes = frame.kind === 'finish' || frame.kind === 'last';
    if (frame.kind === 'content' || (finishes && !contentOver)) {
      contentOver = finishes;
      const ending = await strikeFault({ call, behaviour, writer, chunk, contentOver });
      if (ending !== undefined) return ending;
    }
    if (isLeftOut(frame, behaviour)) continue;
    if (frame.kind === 'content') {
      const pauseMs = (chunk === 0 ? behaviour.firstTokenDelayMs : behaviour.chunkDelayMs) ?? 0;
      if (pauseMs > 0) {
        await writer.flush();
        await call.sleep(pauseMs);
        if (call.closed) return 'gone';
      }
      writer.add(behaviour.malformedChunk === chunk ? breakFrame(frame) : frame);
      chunk += 1;
    } else {
      writer.add(frame);
      if (behaviour.usageTwice === true && (frame.kind === 'other' || frame.kind === 'finish' || frame.reasonless !== undefined)) writer.add(frame);
    }
    if (writer.isFull) await writer.flush();
    if (call.closed) return 'gone';
    if (writer.isCut) return 'cut';
  }
  return 'done';
}

interface Strike {
  call: Call;
  behaviour: Behaviour;
  writer: StreamWriter;
  chunk: number;
  contentOver: boolean;
}

/** A fault "after n chunks" strikes before chunk n, or at the latest before the finish reason. */
async function strikeFault({ call, behaviour, writer, chunk, contentOver }: Strike): Promise<Ending | undefined> {
  const strikes = (after: number | undefined): boolean => after !== undefined && (contentOver ? after >= chunk : after === chunk);
  if (strikes(behaviour.cutAfterChunks)) {
    await writer.flush();
    return 'cut';
  }
  if (strikes(behaviour.errorAfterChunks)) return 'error';
  if (!strikes(behaviour.stallAfterChunks)) return undefined;
  await writer.flush();
  await call.whenClosed();
  return 'gone';
}

function isLeftOut(frame: Frame, behaviour: Behaviour): boolean {
  switch (frame.kind) {
    case 'finish': return behaviour.noFinishReason === true;
    case 'end': return behaviour.noEndMarker === true;
    case 'last': return (behaviour.noFinishReason === true && frame.reasonless === undefined) || behaviour.noEndMarker === true;
    default: return false;
  }
}

/** Half of the event, with the line ends that close it: broken JSON in a sound frame. */
function breakFrame(frame: Frame): Frame {
  const ends = /\n+$/.exec(frame.text)?.[0] ?? '';
  const body = frame.text.slice(0, frame.text.length - ends.length);
  return { ...frame, text: body.slice(0, body.length - Math.ceil((body.length - body.lastIndexOf('data:')) / 3)) + ends };
}
