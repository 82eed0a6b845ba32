// Calls that an SDK makes, told in our words when they fail: whatever the SDK makes of a status or a broken connection, the failure is read
// from the answer itself, by the same reader as that of the hot calls.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ListingContext } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { errorBodyBytesMax } from '../../limits.js';
import { badOutput, parseJson } from '../json/json.js';
import { statusFailure, type ReadVendorError } from './answer-failure.js';
import { networkFailure } from './network-failure.js';

type Fetch = typeof globalThis.fetch;

/** Throws VendorFailure for all that the vendor or the way to it is to blame for. */
export async function throughSdk<T>({ fetch, readError }: { fetch: Fetch; readError: ReadVendorError }, work: (fetch: Fetch) => Promise<T>): Promise<T> {
  const seen: { failure?: VendorFailure | undefined } = {};
  try {
    return await work((input, init) => watched({ fetch, readError, seen }, input, init));
  } catch (error) {
    if (seen.failure !== undefined) throw seen.failure;
    if (error instanceof VendorFailure) throw error;
    throw badOutput(`The provider's answer cannot be read${error instanceof SyntaxError ? ': it is no JSON' : ''}.`);
  }
}

/** Calls of one vendor's SDK, each by a client of its own that throughSdk watches. */
export function callerOfSdk<C>({ open, readError }: { open: (context: ListingContext) => Promise<C>; readError: ReadVendorError }) {
  return <T>(context: ListingContext, work: (client: C) => Promise<T>): Promise<T> => throughSdk({ fetch: context.fetch, readError }, async (fetch) => work(await open({ ...context, fetch })));
}

interface Watch {
  readonly fetch: Fetch;
  readonly readError: ReadVendorError;
  readonly seen: { failure?: VendorFailure | undefined };
}

async function watched({ fetch, readError, seen }: Watch, input: string | URL | Request, init: RequestInit | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch (error) {
    seen.failure = error instanceof VendorFailure ? error : init?.signal?.aborted === true ? tooLate() : networkFailure(error as Error, { hasHead: false });
    throw seen.failure;
  }
  if (response.status < 400) return response;
  const body = parseJson(await headOf(response));
  seen.failure = statusFailure({ status: response.status, body, header: (name) => response.headers.get(name) ?? undefined }, readError);
  throw seen.failure;
}

/** As much of an error body as is worth reading; a connection that breaks on the way leaves what came. */
async function headOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of response.body ?? []) {
      pieces.push(piece);
      length += piece.length;
      if (length > errorBodyBytesMax) break;
    }
  } catch {
    // What came is judged.
  }
  return Buffer.concat(pieces).toString('utf8');
}

function tooLate(): VendorFailure {
  return new VendorFailure({ origin: 'timer', errorClass: ErrorClass.TIMEOUT, message: 'The provider did not answer in time.', timer: 'total' });
}
