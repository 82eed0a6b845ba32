// The model broke down after it began: the last line is an error inside a stream of status 200.
import type { Exchange } from '../exchange.js';
import { ofStream, pages, piece, post, read } from './parts.js';

export const failedStream: Exchange = {
  name: 'failed-stream',
  source: pages.errors,
  read,
  request: post({ model: 'llama3.2', stream: true, messages: [{ role: 'user', content: 'Name a valley.' }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'lines',
    lines: [
      piece({ content: 'Val' }),
      { error: 'an error was encountered while running the model' },
    ],
  },
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
