// An answer to fetch whose body ends in an error beyond a limit. fetch unpacks by itself, so the limit is on what comes out.
import { fetchedBytesMax } from '../../limits.js';
import { badOutput } from '../json/json.js';

export function limitBody(response: Response, bytesMax = fetchedBytesMax): Response {
  if (response.body === null) return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length;
        if (bytes > bytesMax) controller.error(badOutput(`The answer is longer than ${bytesMax} bytes.`));
        else controller.enqueue(piece);
      },
    }),
  );
  const limited = new Response(counted, { status: response.status, statusText: response.statusText, headers: response.headers });
  return Object.defineProperty(limited, 'url', { value: response.url });
}
