// Orders one call of an adapter, whatever the task, and tells its answer in one form.
import { create } from '@bufbuild/protobuf';
import { AnalyzeImageRequestSchema, AttemptRequestSchema, EmbedRequestSchema, GenerateImageRequestSchema, type AttemptReport, type AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import type { Asked } from '../asked.js';
import { noOutput, type Output, type Task } from '../task.js';
import type { Timers } from '../timers.js';
import type { Attempt } from './attempt.js';
import type { AttemptTransport, TransportOptions } from './ports.js';

export interface Sent {
  readonly report: AttemptReport | undefined;
  readonly output: Output;
}

/** A whole answer. Rejects when the adapter refused, or was lost. */
export async function sendOrder(transport: AttemptTransport, order: Order, options: TransportOptions): Promise<Sent> {
  const { task } = order.asked;
  const common = commonOf(order);
  switch (task.kind) {
    case 'chat': {
      const { parts, report } = await transport.complete(chatOrder(order, task), options);
      return { report, output: { ...noOutput, parts } };
    }
    case 'embed': {
      const { embeddings, report } = await transport.embed(create(EmbedRequestSchema, { ...common, task: task.embed }), options);
      return { report, output: { ...noOutput, embeddings } };
    }
    case 'image': {
      const { images, report } = await transport.generateImage(create(GenerateImageRequestSchema, { ...common, task: task.image }), options);
      return { report, output: { ...noOutput, images } };
    }
    case 'analyze': {
      const { results, report } = await transport.analyzeImage(create(AnalyzeImageRequestSchema, { ...common, task: task.analyze }), options);
      return { report, output: { ...noOutput, labels: results } };
    }
  }
}

export interface Order {
  readonly asked: Asked;
  readonly attempt: Attempt;
  readonly timers: Timers;
}

/** The cap is always sent: it bounds what the call can cost. */
export function chatOrder(order: Order, { chat }: Extract<Task, { kind: 'chat' }>): AttemptRequest {
  const { maxOutputTokens } = order.attempt.candidate.costing;
  return create(AttemptRequestSchema, { ...commonOf(order), chat: { ...chat, parameters: { ...chat.parameters, maxOutputTokens } as never } });
}

function commonOf({ asked, attempt, timers }: Order) {
  return {
    terms: attempt.terms,
    timers: { connectMs: whole(timers.connectMs), firstOutputMs: whole(timers.firstOutputMs), idleMs: whole(timers.idleMs), totalMs: whole(timers.totalMs) },
    endUser: asked.request.endUser,
  };
}

function whole(ms: number): bigint {
  return BigInt(Math.ceil(ms));
}
