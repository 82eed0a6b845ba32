// Clarifai's REST API: https://docs.clarifai.com/resources/api-overview/api-outputs

import { decodeName } from '../decode-name.js';
import type { Dialect } from '../dialect.js';
import { describeClarifai } from './errors.js';
import { listClarifaiModels, showClarifaiModel } from './models.js';
import { clarifaiOutputs } from './outputs.js';

const path = /^\/v2(?:\/users\/[^/]+\/apps\/[^/]+)?\/models(?:\/([^/]+)(?:\/versions\/[^/]+)?(\/outputs)?)?$/;

export function createClarifai(): Dialect {
  return {
    id: 'clarifai',
    basePath: '',
    keyRequired: true,
    readKey: (headers) => /^key\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1],
    findEndpoint(method, called) {
      const match = path.exec(called);
      if (match === null) return undefined;
      const [, name, outputs] = match;
      if (outputs !== undefined) return method === 'POST' ? { kind: 'analyze', analyze: clarifaiOutputs(decodeName(name ?? '')) } : 'method_not_allowed';
      if (method !== 'GET') return 'method_not_allowed';
      return name === undefined ? { kind: 'models', list: listClarifaiModels } : { kind: 'model', name: decodeName(name), show: (model) => ({ status: { code: 10_000, description: 'Ok' }, model: showClarifaiModel(model) }) };
    },
    describe: describeClarifai,
    headers: (requestId) => ({ 'x-clarifai-request-id': requestId }),
  };
}
