// Goal: the corpus is the vendor's wire and not our notion of it. The vendor's own SDK calls a server that replays each
// exchange, and must find the path, the words, the calls, the counts and the reason that the exchange says it means.
import { describe, expect, it } from '@jest/globals';
import { loadConformance, type OracleAnswer } from '../testing/conformance.js';
import { corpusCases, type CorpusCase } from './recorded.js';
import { startReplayServer } from './replay-server.js';

const known = await loadConformance();
const cases = corpusCases.filter(({ provider }) => known.get(provider)!.sdk !== undefined);

async function askSdk({ provider, exchange }: CorpusCase): Promise<{ answer?: OracleAnswer; error?: unknown; path: string }> {
  const server = await startReplayServer(exchange);
  try {
    const { model, body, isStream } = exchange.request;
    const answer = await known.get(provider)!.sdk!({ model, body, isStream, address: server.address });
    return { answer, path: server.calledAt() };
  } catch (error) {
    return { error, path: server.calledAt() };
  } finally {
    await server.close();
  }
}

/** The SDKs spell the status of an answer in three ways. */
function statusOf(error: unknown): number | undefined {
  const { status, status_code: code, $metadata: metadata } = error as { status?: number; status_code?: number; $metadata?: { httpStatusCode?: number } };
  return status ?? code ?? metadata?.httpStatusCode;
}

it('every dialect with an SDK for Node is held to it', () => {
  expect([...new Set(cases.map(({ provider }) => provider))]).toEqual(Object.keys(Object.groupBy(corpusCases, ({ provider }) => provider)));
});

describe("the vendor's own SDK reads the exchange as it is meant", () => {
  it.each(cases)('$provider: $name', async (corpusCase) => {
    const { expected, request, response } = corpusCase.exchange;
    const { answer, error, path } = await askSdk(corpusCase);
    expect(path).toBe(request.path);
    if (expected.kind === 'answer') {
      expect(error).toBeUndefined();
      expect(answer).toEqual({
        text: expected.text,
        toolCalls: expected.toolCalls.map(({ name, arguments: told }) => ({ name, arguments: told })),
        input: expected.usage?.inputTokens,
        output: expected.usage?.outputTokens ?? expect.any(Number),
        finish: expected.finish.raw,
      });
    } else {
      expect(answer).toBeUndefined();
      // An error inside a stream came with the status of the stream.
      if (response.status >= 400) expect(statusOf(error)).toBe(response.status);
    }
  });
});
