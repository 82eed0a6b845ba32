// Likelihoods in words, which are steps from 0 to 1 with us; what nobody knows is left out.
import type { Exchange } from '../exchange.js';
import { pages, post, read, sees } from './parts.js';

export const safeSearch: Exchange = {
  name: 'safe-search',
  source: pages.safeSearch,
  read,
  request: post({ feature: 'SAFE_SEARCH_DETECTION' }),
  response: sees({ safeSearchAnnotation: { adult: 'VERY_UNLIKELY', spoof: 'UNLIKELY', medical: 'UNKNOWN', violence: 'POSSIBLE', racy: 'VERY_LIKELY' } }),
  expected: {
    kind: 'result',
    labels: [[{ name: 'racy', score: 1 }, { name: 'violence', score: 0.5 }, { name: 'spoof', score: 0.25 }, { name: 'adult', score: 0 }]],
    meters: { images: 1 },
  },
};
