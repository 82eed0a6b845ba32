// Hugging Face's router: https://huggingface.co/docs/inference-providers (chat in OpenAI's dialect; vectors, pictures and
// labels by the paths of hf-inference).

import type { Dialect, Endpoint } from '../dialect.js';
import { decodeName } from '../decode-name.js';
import { createOpenAi } from '../openai/index.js';
import { classification, featureExtraction, textToImage } from './tasks.js';

const inference = /^\/hf-inference\/models\/([^/]+\/[^/]+)(\/pipeline\/feature-extraction)?$/;

export function createHuggingFace(): Dialect {
  const chat = createOpenAi({ id: 'huggingface', thoughts: 'reasoning', errors: { quota: { status: 402, type: 'payment_required' } }, paths: { embeddings: false, images: false } });
  return {
    ...chat,
    sells: 'huggingface',
    basePath: '',
    findEndpoint(method, path, query) {
      const match = inference.exec(path);
      if (match === null) return chat.findEndpoint(method, path, query);
      return method === 'POST' ? taskOf(decodeName(match[1] ?? ''), match[2] !== undefined) : 'method_not_allowed';
    },
  };
}

/** One path serves painters and classifiers: what it does is the model's own affair. */
function taskOf(model: string, isExtraction: boolean): Endpoint {
  if (isExtraction) return { kind: 'embed', embed: featureExtraction(model) };
  return /flux|diffusion/i.test(model) ? { kind: 'image', image: textToImage(model) } : { kind: 'analyze', analyze: classification(model) };
}
