// The control port: the bill, the calls in flight, and standing orders.

import type { IncomingMessage, ServerResponse } from 'node:http';

import { parseJson } from '../http/json.js';
import { readBody } from '../http/read-body.js';
import { controlBytesMax } from '../limits.js';
import { controlRoutes } from './routes.js';
import type { ControlAnswer, ControlOptions } from './routes.js';

export function createControl(options: ControlOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const routes = controlRoutes(options);
  return (request, response) => {
    answer(request, routes).then(
      (result) => send(response, result),
      // A wrong body is the caller's to mend, and these errors say how.
      (error: unknown) => send(response, { status: 400, body: { error: (error as Error).message } }),
    );
  };
}

async function answer(request: IncomingMessage, routes: ReturnType<typeof controlRoutes>): Promise<ControlAnswer> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  const method = request.method ?? 'GET';
  const body = await readBody(request, controlBytesMax);
  if ('tooLarge' in body) return { status: 413, body: { error: `a control call is at most ${controlBytesMax} bytes` } };
  const text = 'text' in body ? body.text : '';
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match !== null) return route.run({ body: text === '' ? undefined : parseJson(text), id: match[1] ?? '' });
  }
  return { status: 404, body: { error: `there is no ${method} ${path}; there are ${routes.map((route) => route.shown).join(', ')}` } };
}

function send(response: ServerResponse, { status, body, pieces }: ControlAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  if (pieces === undefined) {
    response.end(body === undefined ? undefined : JSON.stringify(body));
    return;
  }
  writePieces(response, pieces[Symbol.iterator]());
}

/** Writes until the reader is full and goes on when it has drained, so that a long bill needs no second copy in memory. */
function writePieces(response: ServerResponse, pieces: Iterator<string>): void {
  let batch = '';
  for (;;) {
    const next = pieces.next();
    if (next.done === true) {
      response.end(batch);
      return;
    }
    batch += next.value;
    if (batch.length < 65_536) continue;
    const room = response.write(batch);
    batch = '';
    if (!room) {
      response.once('drain', () => writePieces(response, pieces));
      return;
    }
  }
}
