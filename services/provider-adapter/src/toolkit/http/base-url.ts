// Where a provider may be: an operator's typo or a stolen admin key must not turn the adapter into a door to the inside.
import { isIP } from 'node:net';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { isPublicAddress } from './public-address.js';

export interface BaseUrl {
  readonly origin: string;
  /** Without a slash at the end; empty for the root. */
  readonly path: string;
  /** http and private addresses are allowed: only the operator's own file says so. */
  readonly allowsPrivate: boolean;
}

/** Throws a VendorFailure of origin `order` that names what is wrong. Names are checked when they are resolved. */
export function readBaseUrl(text: string, allowsPrivate: boolean): BaseUrl {
  if (!URL.canParse(text)) throw refused('The base URL of this provider is not a URL.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowsPrivate && url.protocol === 'http:')) throw refused('The base URL of this provider must begin with https:// (http:// needs allow_private).');
  if (url.username !== '' || url.password !== '') throw refused('The base URL of this provider has a user name or password in it; keys belong into credentials.');
  if (url.search !== '' || url.hash !== '') throw refused('The base URL of this provider has a query or a fragment.');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) throw refused(privateAddress);
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, ''), allowsPrivate };
}

export const privateAddress = 'The base URL of this provider leads to an address that is not public; it needs allow_private.';

function refused(message: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.INTERNAL, message });
}
