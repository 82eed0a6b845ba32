// What the fuzzer begins with: answers of the sandbox, and the exchanges of the corpus, which have what the sandbox never says.
import { callFor, corpusCases } from '../corpus/recorded.js';
import { recordAll, type Recorded } from './record.js';

export async function startMaterial(): Promise<Recorded[]> {
  return [...(await recordAll()), ...recordedCorpus()];
}

function recordedCorpus(): Recorded[] {
  return corpusCases.map((corpusCase) => {
    const { provider, name, exchange, body } = corpusCase;
    const { status, headers } = exchange.response;
    return { provider, what: `corpus: ${name}`, call: () => callFor(corpusCase), status, headers, body };
  });
}
