// Speaking for somebody else: the console passes on whose key it was called with.
import { AppError, Reason } from '../errors/index.js';
import type { Principal } from '../identity/index.js';

export const principalHeader = 'x-switchyard-principal';

/** Services whose word about a principal is taken. */
const trusted: ReadonlySet<string> = new Set(['console']);

export function encodePrincipal(principal: Principal): string {
  return Buffer.from(JSON.stringify(principal)).toString('base64url');
}

/** The effective principal of a call by a peer; throws PERMISSION_DENIED when an untrusted peer speaks for somebody. */
export function effectivePrincipal(peer: Principal, header: string | undefined): Principal {
  if (header === undefined) return peer;
  if (peer.kind !== 'service' || !trusted.has(peer.service)) {
    throw new AppError(Reason.PERMISSION_DENIED, 'This caller may not speak for somebody else.', { nextStep: `Leave out the header ${principalHeader}.` });
  }
  return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Principal;
}
