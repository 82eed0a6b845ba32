// The call is fine and the picture is not: its error stands in the place of its answer.
import type { Exchange } from '../exchange.js';
import { anyRequest, pages, read, sees } from './parts.js';

export const badPicture: Exchange = {
  name: 'bad-picture',
  source: pages.response,
  read,
  request: anyRequest,
  response: sees({ error: { code: 3, message: 'Bad image data.' } }),
  expected: { kind: 'failure', errorClass: 'BAD_OUTPUT' },
};
