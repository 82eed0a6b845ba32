// A wire that answers every call with the same recorded response, in the pieces that it is given.
import type { VendorPost, VendorResponse } from '../adapter/vendor-http.js';
import type { Wire } from '../domain/ports.js';

export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Buffer[];
}

/** `posted` is told what was sent. */
export function wireOf({ status, headers, pieces }: RecordedResponse, posted: (call: VendorPost) => void = () => {}): Wire {
  const left = [...pieces];
  const response: VendorResponse = { status, header: (name) => headers[name], heard: () => {}, read: () => Promise.resolve(left.shift()) };
  return {
    post: async (call) => {
      await call.authorise?.();
      posted(call);
      return response;
    },
    isStarted: true,
    isSentWhole: true,
    answeredStatus: status,
    stop: () => {},
    release: () => {},
  };
}

/** Bytes cut at these shares of them. */
export function cutAt(bytes: Buffer, shares: readonly number[]): Buffer[] {
  const places = [0, ...shares.map((share) => Math.floor(share * bytes.length)).sort((one, other) => one - other), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end)).filter((piece) => piece.length > 0);
}
