// A database that is away is told as such: the caller may try again, and nobody looks for a bug.
import { AppError, Reason } from '@switchyard/common/errors';
import { isTransient } from '@switchyard/common/postgres';

type Handler = (request: never, call: never) => unknown;

/** The same handlers, whose passing database errors become UNAVAILABLE with this reason. */
export function tellStoreErrors<H extends Readonly<Record<string, unknown>>>(handlers: H, reason: Reason = Reason.STORE_UNAVAILABLE): H {
  return Object.fromEntries(Object.entries(handlers).map(([method, handler]) => [method, told(handler as Handler, reason)])) as H;
}

function told(handler: Handler, reason: Reason): Handler {
  return (request, call) => {
    const answer = handler(request, call);
    return isStream(answer) ? streamed(answer, reason) : Promise.resolve(answer).catch((error: unknown) => Promise.reject(translate(error, reason)));
  };
}

async function* streamed(frames: AsyncIterable<unknown>, reason: Reason): AsyncGenerator<unknown> {
  try {
    yield* frames;
  } catch (error) {
    throw translate(error, reason);
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function translate(error: unknown, reason: Reason): unknown {
  if (!isTransient(error)) return error;
  return new AppError(reason, 'The ledger cannot reach its database.', { cause: error, nextStep: 'Try again in a few seconds.' });
}
