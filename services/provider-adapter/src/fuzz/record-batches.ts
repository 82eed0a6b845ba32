// What each vendor's sandbox answers while a batch is collected, so that collecting can be repeated with broken answers.
import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { systemClock } from '@switchyard/common/lifecycle';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { BatchItemSchema, BatchRefSchema, type BatchRef } from '@switchyard/proto/provider/v1/batch';
import { hasEnded } from '../adapter/provider-batches.js';
import { Batches } from '../domain/batches/batches.js';
import type { ItemEnd } from '../domain/batches/item-end.js';
import type { OpenFetch } from '../domain/ports.js';
import { providers } from '../providers/index.js';
import { silentEvents } from '../testing/fakes.js';
import { requestOf, startHarness, until, type Harness } from '../testing/harness.js';
import { fetchOpener } from '../toolkit/http/open-fetch.js';

export interface RecordedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface RecordedBatch {
  readonly provider: string;
  readonly ref: BatchRef;
  readonly items: readonly AttemptTerms[];
  /** In the order in which they were asked for. */
  readonly answers: readonly RecordedAnswer[];
}

const behaviours = [{ text: 'Fine.' }, { status: 400 }, { tool_calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }] }, { output_tokens: 24 }];
const tools = [{ name: 'get_weather', description: 'Weather', parametersJson: '{"type":"object","properties":{"city":{"type":"string"}}}' }];

export async function recordBatches(): Promise<RecordedBatch[]> {
  const harness = await startHarness();
  try {
    const selling = providers.filter(({ batches }) => batches !== undefined).map(({ id }) => id);
    const recorded: RecordedBatch[] = [];
    for (const provider of selling) recorded.push(await record(harness, provider));
    return recorded;
  } finally {
    await harness.close();
  }
}

async function record(harness: Harness, provider: string): Promise<RecordedBatch> {
  const items = behaviours.map((behaviour) => {
    const { terms, chat } = requestOf({ provider, behaviour, parameters: { tools } });
    return create(BatchItemSchema, { terms: { ...terms!, kind: AttemptKind.BATCH_ITEM }, chat });
  });
  const { batch } = await harness.batches.submit({ batchId: randomUUID(), items });
  const ref = create(BatchRefSchema, { provider, credentialId: `${provider}-key`, vendorBatchId: batch!.id });
  await until(async () => hasEnded(await harness.batches.get(ref)));
  const answers: RecordedAnswer[] = [];
  const open = fetchOpener(harness.pool);
  const listening: OpenFetch = (options) => {
    const { fetch, baseUrl } = open(options);
    return {
      baseUrl,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const answer = { status: response.status, contentType: response.headers.get('content-type') ?? '', body: Buffer.from(await response.arrayBuffer()) };
        answers.push(answer);
        return responseOf(answer, [answer.body]);
      },
    };
  };
  const terms = items.map((item) => item.terms!);
  await collectAll(batchesOf(harness, listening), { ref, items: terms });
  return { provider, ref, items: terms, answers };
}

export function batchesOf({ catalog, credentials, journal }: Pick<Harness, 'catalog' | 'credentials' | 'journal'>, openFetch: OpenFetch): Batches {
  return new Batches({ providers, catalog, credentials, journal, openFetch, events: silentEvents, clock: systemClock });
}

/** Gives the recorded answers again in their order, one of them as it was made; an empty one when more are asked for. */
export function replaying(answers: readonly RecordedAnswer[], changed: { index: number; pieces: readonly Buffer[] }): OpenFetch {
  let asked = 0;
  return ({ baseUrl }) => ({
    baseUrl,
    fetch: () => {
      const index = asked;
      asked += 1;
      const answer = answers[index] ?? { status: 404, contentType: 'application/json', body: Buffer.from('{}') };
      return Promise.resolve(responseOf(answer, index === changed.index ? changed.pieces : [answer.body]));
    },
  });
}

export async function collectAll(batches: Batches, wanted: Parameters<Batches['collect']>[0]): Promise<ItemEnd[]> {
  const ends: ItemEnd[] = [];
  for await (const end of batches.collect(wanted)) ends.push(end);
  return ends;
}

function responseOf({ status, contentType }: RecordedAnswer, pieces: readonly Buffer[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) if (piece.length > 0) controller.enqueue(new Uint8Array(piece));
      controller.close();
    },
  });
  return new Response(body, { status, headers: { 'content-type': contentType } });
}
