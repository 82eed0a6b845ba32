// Hears of changed and revoked keys within a moment, so that none is used for longer than it is good.
import type { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { watchForever, type Client, type Watch } from '@switchyard/common/grpc';
import type { Logger } from '@switchyard/common/telemetry';
import type { CredentialCache } from './credential-cache.js';

export function watchCredentials({ credentials, cache, logger }: { credentials: Client<typeof Credentials>; cache: CredentialCache; logger: Logger }): Watch {
  let revision = 0n;
  return watchForever({
    open: (signal) => credentials.watchCredentials({ knownRevision: revision }, { signal }),
    onFrame(frame) {
      if (!frame.snapshot) return;
      revision = frame.revision;
      cache.reconcile(frame.credentials);
    },
    onConnection: ({ connected, error }) => logger[connected ? 'info' : 'warn']({ connected, error }, 'watch of provider keys'),
  });
}
