// What an attempt costs in the adapter, per dialect, beside the same call through the vendor's own SDK with its default
// transport: CPU of this process, plain and per chunk of a stream. Started by make bench ARGS=--adapters.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { systemClock } from '@switchyard/common/lifecycle';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Attempts } from '../domain/attempts.js';
import { chatCall } from '../domain/calls/chat-call.js';
import { complete } from '../domain/complete.js';
import { stream } from '../domain/stream.js';
import { providers } from '../providers/index.js';
import { loadConformance, typeOf, type ProviderConformance } from '../testing/conformance.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from '../testing/fakes.js';
import { requestOf } from '../testing/harness.js';
import { fetchOpener } from '../toolkit/http/open-fetch.js';
import { wireOpener } from '../toolkit/http/open-wire.js';
import { VendorPool } from '../toolkit/http/vendor-pool.js';
import { measure } from './measure.js';
import { openSandbox } from './open-sandbox.js';

const help = `Measures what an attempt costs in the adapter, per dialect, beside the vendor's own SDK.

  --calls N        per figure (2000)
  --concurrency N  calls under way at once (8)
  --only TEXT      only providers with this in their id
  --help           this text`;

const { values } = parseArgs({ options: { calls: { type: 'string', default: '2000' }, concurrency: { type: 'string', default: '8' }, only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } } });
const options = { calls: Number(values.calls), concurrency: Number(values.concurrency) };
/** Chunks of the measured stream; what they cost is the difference to the plain call, divided by their number. */
const chunks = 50;
const cap = 400;

if (values.help) console.log(help);
else await bench();

async function bench(): Promise<void> {
  const known = [...(await loadConformance())].filter(([id, { models }]) => models.chat !== undefined && id.includes(values.only));
  const sandbox = await openSandbox(known.map(([id, { dialect = typeOf(id) }]) => ({ name: id, dialect })));
  try {
    console.log(`CPU of one process, ${options.calls} calls a figure, ${options.concurrency} at once. us per call; per chunk: (stream of ${chunks} - plain) / ${chunks}.\n`);
    console.log('| provider | attempt, plain | SDK, plain | ratio | attempt, per chunk | SDK, per chunk |\n|---|---|---|---|---|---|');
    for (const [id, conformance] of known) console.log(await rowOf(id, conformance, sandbox.baseUrls[id]!));
  } finally {
    await sandbox.close();
  }
}

async function rowOf(id: string, conformance: ProviderConformance, sandboxUrl: string): Promise<string> {
  const ours = attemptOf(id, conformance, sandboxUrl);
  const plain = await measure(() => ours.run(false), options);
  const streamed = await measure(() => ours.run(true), options);
  await ours.close();
  const sdk = sdkOf(conformance, sandboxUrl);
  const sdkPlain = sdk === undefined ? undefined : await measure(() => sdk(false), options);
  const sdkStreamed = sdk === undefined ? undefined : await measure(() => sdk(true), options);
  const perChunk = (whole: number, base: number): string => ((whole - base) / chunks).toFixed(1);
  const sdkCells = sdkPlain === undefined || sdkStreamed === undefined ? ['', '', ''] : [sdkPlain.cpuUs.toFixed(0), (sdkPlain.cpuUs / plain.cpuUs).toFixed(1), perChunk(sdkStreamed.cpuUs, sdkPlain.cpuUs)];
  return `| ${id} | ${plain.cpuUs.toFixed(0)} | ${sdkCells[0]} | ${sdkCells[1]} | ${perChunk(streamed.cpuUs, plain.cpuUs)} | ${sdkCells[2]} |`;
}

/** The same words each time: one chunk to a plain answer, fifty to a stream. */
function promptOf(): string {
  return `Say something. [[sandbox ${JSON.stringify({ output_tokens: 200, chunk_count: chunks, seed: 1 })}]]`;
}

function attemptOf(id: string, { models, options: row = {}, baseUrl = (url: string) => url, credential = { api_key: `sk-test-${id}` } }: ProviderConformance, sandboxUrl: string) {
  const catalog = new FakeCatalog();
  catalog.put({ id, type: typeOf(id), baseUrl: baseUrl(sandboxUrl), allowPrivate: true, credentials: [`${id}-key`], options: row }, [{ name: models.chat! }]);
  const credentials = new FakeCredentials();
  credentials.values.set(`${id}-key`, { ...credential });
  const pool = new VendorPool();
  const attempts = new Attempts({ providers, catalog, credentials, journal: new FakeJournal(), openWire: wireOpener({ pool, clock: systemClock }), openFetch: fetchOpener(pool), events: silentEvents, clock: systemClock });
  const { signal } = new AbortController();
  return {
    async run(isStream: boolean): Promise<void> {
      const call = chatCall(requestOf({ provider: id, text: promptOf(), attemptId: randomUUID(), parameters: { maxOutputTokens: cap } }), { isStream });
      if (!isStream) return assertAnswered((await complete(attempts, call, { signal })).report.outcome);
      for await (const frame of stream(attempts, call, signal)) if (frame.kind === 'report') assertAnswered(frame.report.outcome);
    },
    close: () => pool.close(),
  };
}

function sdkOf({ oracle, models }: ProviderConformance, sandboxUrl: string): ((isStream: boolean) => Promise<void>) | undefined {
  if (oracle === undefined) return undefined;
  return async (isStream) => {
    const { text } = await oracle({ prompt: promptOf(), model: models.chat!, cap, isStream, tool: undefined, baseUrl: sandboxUrl });
    if (text === '') throw new Error('The SDK got no answer.');
  };
}

function assertAnswered(outcome: AttemptOutcome): void {
  if (outcome !== AttemptOutcome.SUCCEEDED) throw new Error(`An attempt ended as ${AttemptOutcome[outcome]}: its cost says nothing.`);
}
