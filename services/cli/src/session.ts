// What a command needs: typed clients with the right key, and somewhere to print.
import type { DescService } from '@bufbuild/protobuf';
import { clientOf, type Client } from '@switchyard/common/grpc';
import { gatewayTransport } from './gateway-transport.js';
import type { Output } from './output.js';
import type { Target } from './target.js';

export interface Session {
  readonly output: Output;
  /** For answers: the caller's key. */
  call<S extends DescService>(service: S): Client<S>;
  /** For management: the admin's key, where one is known. */
  manage<S extends DescService>(service: S): Client<S>;
}

export function openSession(target: Target, output: Output): Session {
  const callers = gatewayTransport({ address: target.address, key: target.apiKey });
  const managers = gatewayTransport({ address: target.address, key: target.adminKey });
  return { output, call: (service) => clientOf(service, callers), manage: (service) => clientOf(service, managers) };
}

/** One management call; exports have their own. */
export const callTimeoutMs = 30_000;
export const generateTimeoutMs = 120_000;
export const exportTimeoutMs = 3_600_000;
