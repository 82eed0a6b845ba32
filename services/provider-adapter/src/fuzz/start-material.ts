// What the fuzzer begins with: answers of the sandbox, and the exchanges of the corpus, which have what the sandbox never says.
import { callFor, corpusCases } from '../corpus/recorded.js';
import { recordBatches, type RecordedBatch } from './record-batches.js';
import { recordAll, type Recorded } from './record.js';

export interface StartMaterial {
  readonly answers: readonly Recorded[];
  readonly batches: readonly RecordedBatch[];
}

export async function startMaterial(): Promise<StartMaterial> {
  return { answers: [...(await recordAll()), ...recordedCorpus()], batches: await recordBatches() };
}

function recordedCorpus(): Recorded[] {
  return corpusCases.map((corpusCase) => {
    const { provider, name, exchange, body } = corpusCase;
    const { status, headers } = exchange.response;
    return { provider, what: `corpus: ${name}`, call: () => callFor(corpusCase), status, headers, body };
  });
}
