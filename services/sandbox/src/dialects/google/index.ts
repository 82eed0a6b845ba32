// Gemini, as the Gemini API (https://ai.google.dev/api) and as Vertex AI: one dialect under two kinds of path.

import type { IncomingHttpHeaders } from 'node:http';

import { bearerToken } from '../bearer.js';
import type { Dialect, Endpoint } from '../dialect.js';
import { findBatchWire } from './batch-paths.js';
import { createBatch } from './batches.js';
import { googleChat } from './chat.js';
import { googleEmbed, vertexEmbed, vertexEmbedPredict } from './embed.js';
import { describeGoogle } from './errors.js';
import { geminiImages, imagenImages } from './images.js';
import { listGoogleModels, listVertexModels, showGoogleModel } from './models.js';
import { readPath } from './path.js';

export function createGoogle(): Dialect {
  return {
    id: 'google',
    basePath: '',
    keyRequired: true,
    readKey,
    findEndpoint(method, path, query) {
      const batches = findBatchWire(method, path);
      if (batches !== undefined) return batches;
      const found = readPath(path);
      if (found === undefined) return undefined;
      const { model, action, isVertex } = found;
      if (action === undefined) {
        if (method !== 'GET') return 'method_not_allowed';
        return model === undefined ? { kind: 'models', list: isVertex ? listVertexModels : listGoogleModels } : { kind: 'model', name: model, show: showGoogleModel };
      }
      if (method !== 'POST' || model === undefined) return 'method_not_allowed';
      return endpointOf({ model, action, isVertex, isSse: query.get('alt') === 'sse' });
    },
    describe: describeGoogle,
    headers: () => ({ 'server-timing': 'gfet4t7; dur=1', vary: 'Origin, X-Origin, Referer' }),
  };
}

function endpointOf({ model, action, isVertex, isSse }: { model: string; action: string; isVertex: boolean; isSse: boolean }): Endpoint | undefined {
  const isImagen = model.startsWith('imagen-');
  switch (action) {
    case 'generateContent':
      return /-image(-|$)/.test(model) ? { kind: 'image', image: geminiImages(model) } : { kind: 'chat', chat: googleChat({ model, stream: false, isSse }) };
    case 'streamGenerateContent':
      return { kind: 'chat', chat: googleChat({ model, stream: true, isSse }) };
    case 'batchGenerateContent':
      return isVertex ? undefined : { kind: 'batches', batches: createBatch(model) };
    case 'batchEmbedContents':
      return isVertex ? undefined : { kind: 'embed', embed: googleEmbed(model) };
    case 'embedContent':
      return { kind: 'embed', embed: vertexEmbed(model) };
    case 'predict':
      // Imagen is sold by Vertex AI alone: https://aistudio.google.com/docs/deprecations#imagen-models
      if (!isVertex) return undefined;
      return isImagen ? { kind: 'image', image: imagenImages(model) } : { kind: 'embed', embed: vertexEmbedPredict(model) };
    default:
      return undefined;
  }
}

function readKey(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-goog-api-key'];
  return typeof key === 'string' && key !== '' ? key : bearerToken(headers);
}
