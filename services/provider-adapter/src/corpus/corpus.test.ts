// Goal: our mappings read what the vendors' own pages and types say, not what our sandbox says. Each exchange of the
// corpus is answered over a wire that cuts it anywhere, and must mean the same every time.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { ExpectedAnswer, ExpectedFailure, ExpectedResult } from '@switchyard/sandbox/corpus';
import { attemptsOf } from '../fuzz/record.js';
import { embeddingsOf, imagesOf, labelsOf } from '../server/results.js';
import { cutAt, wireOf } from '../testing/fake-wire.js';
import { fakeWorld } from '../testing/fake-world.js';
import { hear, type Heard } from '../testing/hear.js';
import { callFor, corpusCases, type CorpusCase } from './recorded.js';

const world = await fakeWorld();
const chunkingsInAll = 10_000;
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

async function replay(corpusCase: CorpusCase, pieces: readonly Buffer[]): Promise<{ heard: Heard; path: string }> {
  const { status, headers } = corpusCase.exchange.response;
  let path = '';
  const attempts = attemptsOf(world, () => wireOf({ status, headers, pieces }, (call) => (path = call.path)));
  return { heard: await hear(attempts, callFor(corpusCase)), path };
}

/** What was heard, in the words of the corpus; a failure has no answer beside it. */
function meaningOf(heard: Heard, { exchange }: CorpusCase): ExpectedAnswer | ExpectedResult | ExpectedFailure {
  const { failure } = heard.report;
  if (failure !== undefined) {
    return { kind: 'failure', errorClass: ErrorClass[failure.errorClass] ?? '', ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: Number(failure.retryAfterMs) }) };
  }
  return exchange.request.task === undefined ? answerOf(heard) : resultOf(heard);
}

function answerOf({ text, reasoning, toolCalls, report: { usage, finishReason } }: Heard): ExpectedAnswer {
  return {
    kind: 'answer',
    text,
    reasoning,
    toolCalls: toolCalls.map(({ id, name, arguments: json }) => ({ id, name, arguments: JSON.parse(json) as object })),
    ...(usage === undefined ? {} : { usage: { meters: metersOf(usage), inputTokens: Number(usage.inputTokens), outputTokens: Number(usage.outputTokens) } }),
    finish: { unified: finishReason?.unified ?? '', raw: finishReason?.raw ?? '' },
  };
}

function resultOf({ answer, report: { usage } }: Heard): ExpectedResult {
  const [vectors, pictures, labels] = [embeddingsOf(answer), imagesOf(answer), labelsOf(answer)];
  return {
    kind: 'result',
    ...(vectors.length === 0 ? {} : { vectors: vectors.map(({ values = [] }) => [...values]) }),
    ...(pictures.length === 0 ? {} : { pictures: pictures.map(({ mediaType = '', source }) => ({ mediaType, base64: source?.case === 'data' ? Buffer.from(source.value).toString('base64') : '' })) }),
    ...(labels.length === 0 ? {} : { labels: labels.map((seen) => (seen.labels ?? []).map(({ name = '', score = -1 }) => ({ name, score }))) }),
    ...(usage === undefined ? {} : { meters: metersOf(usage) }),
  };
}

function metersOf({ meters }: Usage): Record<string, number> {
  return Object.fromEntries(Object.entries(meters).map(([meter, count]) => [meter, Number(count)]));
}

/** An id that the vendor does not give is made up, so any will do. */
function expectedOf({ exchange: { expected } }: CorpusCase): unknown {
  if (expected.kind !== 'answer') return expected;
  return { ...expected, toolCalls: expected.toolCalls.map((call) => ({ id: expect.stringMatching(/./), ...call })) };
}

it('the corpus has a dozen exchanges of each dialect, four errors among them', () => {
  for (const [provider, cases] of Map.groupBy(corpusCases, ({ provider: of }) => of)) {
    const failures = cases.filter(({ exchange }) => exchange.expected.kind === 'failure');
    expect({ provider, count: cases.length, failures: failures.length }).toEqual({ provider, count: expect.any(Number), failures: expect.any(Number) });
    expect(cases.length).toBeGreaterThanOrEqual(12);
    expect(failures.length).toBeGreaterThanOrEqual(4);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  }
});

describe('an exchange means what the vendor says', () => {
  it.each(corpusCases)('$provider: $name', async (corpusCase) => {
    const { heard, path } = await replay(corpusCase, [corpusCase.body]);
    expect(meaningOf(heard, corpusCase)).toEqual(expectedOf(corpusCase));
    // The base URL of a row may have the first part of the path.
    expect(corpusCase.exchange.request.path.endsWith(path)).toBe(true);
  });
});

describe('however it is cut', () => {
  it.each(corpusCases)('$provider: $name, byte by byte', async (corpusCase) => {
    const { heard } = await replay(corpusCase, [...corpusCase.body].map((byte) => Buffer.from([byte])));
    expect(meaningOf(heard, corpusCase)).toEqual(expectedOf(corpusCase));
  });

  it.each(corpusCases)('$provider: $name, at random places', async (corpusCase) => {
    const { heard } = await replay(corpusCase, [corpusCase.body]);
    // Ids that the vendor does not give are made up each time.
    const told = (of: Heard): string => JSON.stringify({ ...meaningOf(of, corpusCase), toolCalls: of.toolCalls.map((call) => ({ ...call, id: '' })) });
    const whole = told(heard);
    await fc.assert(
      fc.asyncProperty(shares, async (at) => {
        const { heard: cut } = await replay(corpusCase, cutAt(corpusCase.body, at));
        return told(cut) === whole;
      }),
      { numRuns: Math.ceil(chunkingsInAll / corpusCases.length) },
    );
  });
});
