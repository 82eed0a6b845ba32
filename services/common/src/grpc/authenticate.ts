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
  const service = peerService(call);
  if (service === undefined) {
    throw new AppError(Reason.UNAUTHENTICATED, 'The certificate of this peer names no service.', {
      nextStep: 'Give it exactly one URI name like spiffe://switchyard/router.',
    });
  }
  return effectivePrincipal({ kind: 'service', service }, firstHeader(call.metadata, principalHeader));
};

/** Peers of connections that are open. A connection's certificate cannot change (HTTP/2 forbids renegotiation, RFC 9113 9.2.1). */
const peers = new WeakMap<object, string | undefined>();

/** The service behind the connection. grpc-js parses the certificate anew for each call, which is a tenth of a small call's cost. */
function peerService(call: PeerCall): string | undefined {
  const session = sessionOf(call);
  if (session !== undefined && peers.has(session)) return peers.get(session);
  const service = serviceOfSubjectAltName(call.getAuthContext().sslPeerCertificate?.subjectaltname);
  if (session !== undefined) peers.set(session, service);
  return service;
}

/** grpc-js keeps the connection to itself; where it cannot be found, each call is looked at by itself. */
function sessionOf(call: object): object | undefined {
  const { call: inner } = call as { call?: { stream?: { session?: object } } };
  return inner?.stream?.session;
}

/** By the API key in the authorization header. */
export function authenticateDoor(keyRing: KeyRing): Authenticate {
  return (call) => keyRing.authenticate(firstHeader(call.metadata, 'authorization'), Date.now());
}

export function firstHeader(metadata: Metadata, name: string): string | undefined {
  const value = metadata.get(name)[0];
  return typeof value === 'string' ? value : undefined;
}
