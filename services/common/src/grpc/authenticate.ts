// Who is behind a call that came in by a socket.
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { AppError, Reason } from '../errors/index.js';
import { serviceOfSubjectAltName, type KeyRing, type Principal } from '../identity/index.js';
import { effectivePrincipal, principalHeader } from './principal-header.js';

/** The part of a grpc-js call that tells who is calling. */
export type PeerCall = Pick<ServerUnaryCall<unknown, unknown>, 'metadata' | 'getAuthContext'>;

/** Throws UNAUTHENTICATED or PERMISSION_DENIED. */
export type Authenticate = (call: PeerCall) => Principal;

/** By the URI name in the client's certificate. */
export const authenticatePeer: Authenticate = (call) => {
  const certificate = call.getAuthContext().sslPeerCertificate;
  const service = serviceOfSubjectAltName(certificate?.subjectaltname);
  if (service === undefined) {
    throw new AppError(Reason.UNAUTHENTICATED, 'The certificate of this peer names no service.', {
      nextStep: 'Give it exactly one URI name like spiffe://switchyard/router.',
    });
  }
  return effectivePrincipal({ kind: 'service', service }, firstHeader(call.metadata, principalHeader));
};

/** By the API key in the authorization header. */
export function authenticateDoor(keyRing: KeyRing): Authenticate {
  return (call) => keyRing.authenticate(firstHeader(call.metadata, 'authorization'), Date.now());
}

export function firstHeader(metadata: Metadata, name: string): string | undefined {
  const value = metadata.get(name)[0];
  return typeof value === 'string' ? value : undefined;
}
