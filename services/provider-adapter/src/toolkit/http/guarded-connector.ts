// Looks at every connection once more when it is made: the peer must be what was allowed, whatever led to it.
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { PrivateAddressError } from './guarded-lookup.js';
import { isPublicAddress } from './public-address.js';

export interface ConnectorRules {
  readonly isPublicOnly: boolean;
  readonly onConnect: (target: { hostname: string; port: string }) => void;
}

export function guardedConnector(connect: buildConnector.connector, { isPublicOnly, onConnect }: ConnectorRules): buildConnector.connector {
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    onConnect({ hostname: literal, port: options.port });
    connect(options, (...[error, socket]: [Error, null] | [null, Socket]) => {
      if (error !== null) return callback(error, null);
      const { remoteAddress = '' } = socket;
      if (!isPublicOnly || isPublicAddress(remoteAddress)) return callback(null, socket as never);
      socket.destroy();
      callback(new PrivateAddressError(`${literal} led to an address that is not public`), null);
    });
  };
}
