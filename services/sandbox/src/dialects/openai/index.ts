// OpenAI: https://platform.openai.com/docs/api-reference (chat, responses, embeddings, images, models, files, batches). And, with a flavour, the
// many vendors who speak its dialect.

import type { Dialect, Endpoint } from '../dialect.js';
import { bearerToken } from '../bearer.js';
import { decodeName } from '../decode-name.js';
import { batchRoutes } from './batch-routes.js';
import { createOpenAiChat } from './chat.js';
import { createOpenAiEmbeddings } from './embeddings.js';
import { openAiImages } from './images.js';
import { describeOpenAi } from './errors.js';
import type { Flavour } from './flavour.js';
import { listOpenAiModels, showOpenAiModel } from './models.js';
import { createOpenAiResponses } from './responses/index.js';
import type { Open, Route } from './route.js';

export function createOpenAi(flavour: Flavour = { id: 'openai', hasBatches: true, paths: { responses: /^\/responses$/ } }): Dialect {
  const { id, basePath = '/v1', isKeyless = false, readKey = bearerToken, paths = {}, canonicalModel } = flavour;
  const chat: Endpoint = { kind: 'chat', chat: createOpenAiChat(flavour) };
  const responses: Endpoint = { kind: 'chat', chat: createOpenAiResponses(flavour) };
  const embeddings: Endpoint = { kind: 'embed', embed: createOpenAiEmbeddings(flavour) };
  const images: Endpoint = { kind: 'image', image: openAiImages };
  const models: Endpoint = { kind: 'models', list: (sold) => listOpenAiModels(sold, flavour) };
  // A group in a pattern is the deployment that stands for the model.
  const all: readonly (readonly [method: string, pattern: RegExp | false, open: Open])[] = [
    ['POST', paths.chat ?? /^\/chat\/completions$/, ([, deployment]) => (deployment === undefined ? chat : { kind: 'chat', chat: createOpenAiChat(flavour, decodeName(deployment)) })],
    ['POST', paths.responses ?? false, () => responses],
    ['POST', paths.embeddings ?? /^\/embeddings$/, ([, deployment]) => (deployment === undefined ? embeddings : { kind: 'embed', embed: createOpenAiEmbeddings(flavour, decodeName(deployment)) })],
    ['POST', paths.images ?? /^\/images\/generations$/, () => images],
    ['GET', paths.models ?? /^\/models$/, () => models],
    ['GET', paths.models === false ? false : /^\/models\/(.+)$/, ([, name = '']) => ({ kind: 'model', name: decodeName(name), show: (model) => showOpenAiModel(model, flavour) })],
    ...(flavour.hasBatches === true ? batchRoutes(flavour) : []),
  ];
  const routes = all.filter((route): route is Route => route[1] !== false);
  return {
    id,
    sells: 'openai',
    basePath,
    keyRequired: !isKeyless,
    readKey: (headers) => readKey(headers),
    ...(canonicalModel === undefined ? {} : { canonicalModel }),
    findEndpoint(method, path, query) {
      if (!path.startsWith(`${basePath}/`)) return undefined;
      const below = path.slice(basePath.length);
      if (flavour.needs?.path.test(below) === true && !query.has(flavour.needs.parameter)) return undefined;
      let isKnown = false;
      for (const [wanted, pattern, open] of routes) {
        const match = pattern.exec(below);
        if (match !== null && method === wanted) return open(match);
        isKnown ||= match !== null;
      }
      return isKnown ? 'method_not_allowed' : undefined;
    },
    describe: (failure) => describeOpenAi(failure, flavour),
    headers: (requestId) => ({ 'x-request-id': `req_${requestId}`, 'openai-version': '2020-10-01', 'openai-processing-ms': '1' }),
  };
}
