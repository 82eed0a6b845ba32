// Resolves a vendor's name and lets only public addresses through. The connection is made to the very address that was
// checked, so that a name cannot change its mind in between (DNS rebinding).
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** Recognised by its code. */
export class PrivateAddressError extends Error {
  readonly code = 'SWITCHYARD_PRIVATE_ADDRESS';
}

/** As node:dns.lookup with all addresses. */
export type Resolve = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

const resolveAll: Resolve = (hostname, callback) => systemLookup(hostname, { all: true, verbatim: true }, callback);

/** For net.connect. A name with any private address is refused whole: half a trap is a trap. */
export function guardedLookup(resolve: Resolve = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const first = addresses[0];
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) return callback(new PrivateAddressError(`${hostname} has no address, or one that is not public`), '');
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
