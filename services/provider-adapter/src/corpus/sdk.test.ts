// Goal: the corpus is the vendor's wire and not our notion of it. The vendor's own SDK calls a server that replays each
// exchange, and must find the path, the words, the calls, the counts and the reason that the exchange says it means.
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Exchange } from '@switchyard/sandbox/corpus';
import { loadConformance, type OracleAnswer, type OracleResult } from '../testing/conformance.js';
import { corpusCases, type CorpusCase } from './recorded.js';
import { startReplayServer } from './replay-server.js';

const known = await loadConformance();
const cases = corpusCases.filter(({ provider }) => known.get(provider)!.sdk !== undefined);

// One address for all, because an SDK may be slow to make a client.
const server = await startReplayServer();
afterAll(() => server.close());

async function askSdk({ provider, exchange }: CorpusCase): Promise<{ answer?: OracleAnswer | OracleResult; error?: unknown; path: string }> {
  server.play(exchange);
  try {
    const { model, body, isStream, task } = exchange.request;
    const answer = await known.get(provider)!.sdk!({ model, body, isStream, task, address: server.address });
    return { answer, path: server.calledAt() };
  } catch (error) {
    return { error, path: server.calledAt() };
  }
}

/** The SDKs spell the status of an answer in six ways. */
function statusOf(error: unknown): number | undefined {
  const { status, status_code: code, statusCode, $metadata: metadata, httpResponse, response } = error as { status?: number; status_code?: number; statusCode?: number; $metadata?: { httpStatusCode?: number }; httpResponse?: { status: number }; response?: { status: number } };
  return status ?? code ?? statusCode ?? metadata?.httpStatusCode ?? httpResponse?.status ?? response?.status;
}

/** What the exchange means, as far as an SDK tells it. */
function meaningOf({ expected }: Exchange): unknown {
  switch (expected.kind) {
    case 'failure':
      return undefined;
    case 'result': {
      const { kind: _, meters: __, ...result } = expected;
      return result;
    }
    case 'answer':
      return {
        text: expected.text,
        toolCalls: expected.toolCalls.map(({ name, arguments: told }) => ({ name, arguments: told })),
        input: expected.usage?.inputTokens,
        output: expected.usage?.outputTokens ?? expect.any(Number),
        finish: expected.finish.raw,
      };
  }
}

it('every dialect with an SDK for Node is held to it', () => {
  expect([...new Set(cases.map(({ provider }) => provider))]).toEqual(Object.keys(Object.groupBy(corpusCases, ({ provider }) => provider)));
});

describe("the vendor's own SDK reads the exchange as it is meant", () => {
  it.each(cases)('$provider: $name', async (corpusCase) => {
    const { expected, request, response } = corpusCase.exchange;
    const { answer, error, path } = await askSdk(corpusCase);
    // An SDK may say in the query how it wants to be answered.
    expect(request.path.includes('?') ? path : path.split('?')[0]).toBe(request.path);
    if (expected.kind !== 'failure') expect(error).toBeUndefined();
    expect(answer).toEqual(meaningOf(corpusCase.exchange));
    // An error inside a stream came with the status of the stream.
    if (expected.kind === 'failure' && response.status >= 400) expect(statusOf(error)).toBe(response.status);
  });
});
