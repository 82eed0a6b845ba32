// A limit was reached after the stream began: the response itself has failed, in its last event, and was not counted.
import type { Exchange } from '../exchange.js';
import { pages, post, read, response, streamOf } from './parts.js';

export const failedResponse: Exchange = {
  name: 'failed-response',
  source: pages.events,
  read,
  request: post({ model: 'gpt-5-mini', input: 'Name a pass.', max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({
      id: 'resp_b6Late00Late00Late00Late00Late00Late00Late00La', model: 'gpt-5-mini-2025-08-07', status: 'failed', max_output_tokens: 64,
      error: { code: 'rate_limit_exceeded', message: 'Rate limit reached for gpt-5-mini on tokens per min (TPM): Limit 30000, Used 29000, Requested 1200.' },
      output: [],
      usage: null,
    }),
    [],
  ),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED' },
};
