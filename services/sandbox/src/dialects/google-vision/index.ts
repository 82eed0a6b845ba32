// Google Cloud Vision: https://cloud.google.com/vision/docs/reference/rest/v1/images/annotate

import { bearerToken } from '../bearer.js';
import type { Dialect } from '../dialect.js';
import { describeGoogle } from '../google/errors.js';
import { annotate } from './annotate.js';

export function createGoogleVision(): Dialect {
  return {
    id: 'google-vision',
    basePath: '',
    keyRequired: true,
    readKey: (headers) => (typeof headers['x-goog-api-key'] === 'string' && headers['x-goog-api-key'] !== '' ? headers['x-goog-api-key'] : bearerToken(headers)),
    findEndpoint(method, path, query) {
      if (path !== '/v1/images:annotate') return undefined;
      return method === 'POST' ? { kind: 'analyze', analyze: annotate(/\benum-encoding=int\b/.test(query.get('$alt') ?? '')) } : 'method_not_allowed';
    },
    describe: describeGoogle,
    headers: () => ({ vary: 'Origin, X-Origin, Referer' }),
  };
}
