// Tasks of hf-inference: https://huggingface.co/docs/inference-providers/tasks (read 2026-11-21).

import { noUsage } from '../../billing/usage.js';
import { isObject } from '../../http/json.js';
import { countTokens } from '../../text/tokens.js';
import type { AnalyzeWire, EmbedWire, ImageWire } from '../dialect.js';
import { invalid } from '../failure.js';

/** Vectors as a bare list; the tokens stand in a header, as the server behind it has it. */
export function featureExtraction(model: string): EmbedWire {
  return {
    read({ inputs }) {
      const texts: unknown[] = Array.isArray(inputs) ? inputs : [inputs];
      if (texts.length === 0 || !texts.every((text) => typeof text === 'string' && text !== '')) throw invalid('inputs', 'inputs: a text or a list of texts is needed');
      const read = texts as string[];
      return { model, inputs: read, inputTokens: read.reduce((sum, text) => sum + countTokens(text), 0), base64: false };
    },
    plain: ({ vectors }) => JSON.stringify(vectors.map((vector) => [...vector])),
    headers: ({ inputTokens, usageShown }): Record<string, string> => (usageShown ? { 'x-compute-tokens': String(inputTokens) } : {}),
  };
}

/** One picture per call, and the answer is its bytes. */
export function textToImage(model: string): ImageWire {
  return {
    binaryType: 'image/png',
    read({ inputs, parameters }) {
      if (typeof inputs !== 'string' || inputs === '') throw invalid('inputs', 'inputs: a prompt is needed');
      const { width = 64, height = 64 } = isObject(parameters) ? parameters : {};
      return { model, prompt: inputs, count: 1, size: `${String(width)}x${String(height)}`, quality: '', format: 'png', inputTokens: countTokens(inputs) };
    },
    count: () => ({ ...noUsage, images: 1 }),
    plain: ({ pictures }) => (pictures[0] ?? Buffer.alloc(0)).toString('latin1'),
  };
}

/** One picture per call; its labels are a bare list. */
export function classification(model: string): AnalyzeWire {
  return {
    read({ inputs, parameters }) {
      if (typeof inputs !== 'string' || !/^[A-Za-z0-9+/]+=*$/.test(inputs)) throw invalid('inputs', 'inputs: a picture as base64 is needed');
      const top = isObject(parameters) ? parameters['top_k'] : undefined;
      return { model, pictures: [inputs], labelsMax: typeof top === 'number' ? top : 5 };
    },
    plain: ({ seen }) => JSON.stringify((seen[0] ?? []).map(({ name, score }) => ({ label: name, score }))),
  };
}
