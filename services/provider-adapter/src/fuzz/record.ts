// Answers of every provider's sandbox as they came over the wire: what the fuzzer mutates, so that it begins near the truth.
import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { systemClock } from '@switchyard/common/lifecycle';
import { AnalyzeImageRequestSchema, EmbedRequestSchema, GenerateImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import type { VendorResponse } from '../adapter/vendor-http.js';
import { Attempts } from '../domain/attempts.js';
import { analyzeCall } from '../domain/calls/analyze-call.js';
import type { OrderedCall } from '../domain/calls/call.js';
import { chatCall } from '../domain/calls/chat-call.js';
import { embedCall } from '../domain/calls/embed-call.js';
import { imageCall } from '../domain/calls/image-call.js';
import { complete } from '../domain/complete.js';
import type { Wire } from '../domain/ports.js';
import { stream } from '../domain/stream.js';
import { providers } from '../providers/index.js';
import { expectedOf, loadConformance } from '../testing/conformance.js';
import { silentEvents } from '../testing/fakes.js';
import { requestOf, startHarness, taskOf, type Harness } from '../testing/harness.js';
import { wireOpener } from '../toolkit/http/open-wire.js';

export interface Recorded {
  readonly provider: string;
  readonly what: string;
  /** Asks the same again. */
  readonly call: () => OrderedCall;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const weather = { name: 'get_weather', description: 'Weather', parametersJson: '{"type":"object","properties":{"city":{"type":"string"}}}' };
const behaviours = [
  { what: 'prose', behaviour: { output_tokens: 24, chunk_count: 5 } },
  { what: 'a tool call', behaviour: { tool_calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }] } },
  { what: 'a rate limit', behaviour: { status: 429, retry_after: '2' } },
  { what: 'a server error', behaviour: { status: 500 } },
  { what: 'a bad request', behaviour: { status: 400 } },
  { what: 'an error in the stream', behaviour: { output_tokens: 24, chunk_count: 5, error_after_chunks: 2 } },
];
/** Headers that mappings look at. */
const headersOfInterest = ['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry', 'x-amzn-errortype'];

export async function recordAll(): Promise<Recorded[]> {
  const harness = await startHarness();
  try {
    const calls = await callsOfAll();
    const recorded: Recorded[] = [];
    for (const call of calls) recorded.push(await record(harness, call));
    return recorded;
  } finally {
    await harness.close();
  }
}

type Wanted = Pick<Recorded, 'provider' | 'what' | 'call'>;

async function callsOfAll(): Promise<Wanted[]> {
  const known = await loadConformance();
  return [...known].flatMap(([provider, { models }]): Wanted[] => [
    ...(models.chat === undefined ? [] : behaviours.flatMap(({ what, behaviour }) => [false, true].map((isStream) => ({ provider, what: `${what}, ${isStream ? 'streamed' : 'plain'}`, call: () => chatCall(requestOf({ provider, behaviour, parameters: { tools: expectedOf(provider).offers.tools === undefined ? [] : [weather] }, attemptId: randomUUID() }), { isStream }) })))),
    ...(models.embedding === undefined ? [] : [{ provider, what: 'vectors', call: () => embedCall(create(EmbedRequestSchema, { ...taskOf({ provider, model: models.embedding! }), task: { inputs: ['one', 'two'] } })) }]),
    ...(models.image === undefined ? [] : [{ provider, what: 'a picture', call: () => imageCall(create(GenerateImageRequestSchema, { ...taskOf({ provider, model: models.image! }), task: { prompt: 'a cat' } })) }]),
    ...(models.analysis === undefined ? [] : [{ provider, what: 'labels', call: () => analyzeCall(create(AnalyzeImageRequestSchema, { ...taskOf({ provider, model: models.analysis! }), task: { images: [{ mediaType: 'image/png', source: { case: 'data', value: Buffer.from('iVBORw0KGgo=', 'base64') } }] } })) }]),
  ]);
}

async function record(harness: Harness, wanted: Wanted): Promise<Recorded> {
  const pieces: Buffer[] = [];
  let status = 0;
  let headers: Record<string, string> = {};
  const open = wireOpener({ pool: harness.pool, clock: systemClock });
  const openWire = (options: Parameters<typeof open>[0]): Wire => {
    const wire = open(options);
    const post = wire.post.bind(wire);
    wire.post = async (call) => {
      const response = await post(call);
      status = response.status;
      headers = Object.fromEntries(headersOfInterest.flatMap((name) => (response.header(name) === undefined ? [] : [[name, response.header(name)!]])));
      return listening(response, pieces);
    };
    return wire;
  };
  await play(attemptsOf(harness, openWire), wanted.call());
  return { ...wanted, status, headers, body: Buffer.concat(pieces) };
}

function listening(response: VendorResponse, pieces: Buffer[]): VendorResponse {
  return {
    status: response.status,
    header: (name) => response.header(name),
    heard: () => response.heard(),
    async read() {
      const piece = await response.read();
      if (piece !== undefined) pieces.push(Buffer.from(piece));
      return piece;
    },
  };
}

export function attemptsOf({ catalog, credentials, journal }: Pick<Harness, 'catalog' | 'credentials' | 'journal'>, openWire: ConstructorParameters<typeof Attempts>[0]['openWire']): Attempts {
  return new Attempts({ providers, catalog, credentials, journal, openWire, openFetch: ({ baseUrl }) => ({ baseUrl, fetch: () => Promise.reject(new TypeError('nothing is fetched here')) }), events: silentEvents, clock: systemClock });
}

/** Runs a call to its end, whatever that is; gives its report. */
export async function play(attempts: Attempts, call: OrderedCall) {
  const { signal } = new AbortController();
  if (!call.isStream) return (await complete(attempts, call, { signal })).report;
  for await (const frame of stream(attempts, call, signal)) if (frame.kind === 'report') return frame.report;
  throw new Error('the stream ended without a report');
}
