// A console on a free port in front of services that say what a test wants.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { hash } from 'node:crypto';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { AppError, Reason } from '@switchyard/common/errors';
import type { CallOptions } from '@switchyard/common/grpc';
import { KeyRing } from '@switchyard/common/identity';
import { createLogger } from '@switchyard/common/telemetry';
import { SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Peers } from '../clients/peers.js';
import { serveConsole } from '../server.js';

export const key = 'sy_0123456789abcdefghijklmnopqrstuvwxyz';

export type Answer = (request: never, options: CallOptions) => unknown;

export interface Heard {
  readonly method: string;
  readonly request: unknown;
  readonly options: CallOptions;
}

/** Methods by "peer.method"; one that is not there refuses. */
export async function openConsole(answers: Readonly<Record<string, Answer>>) {
  const heard: Heard[] = [];
  const log: string[] = [];
  const peer = (name: string) =>
    new Proxy({}, {
      get: (_target, method: string) => (request: never, options: CallOptions) => {
        heard.push({ method: `${name}.${method}`, request, options });
        const answer = answers[`${name}.${method}`];
        if (answer === undefined) throw new AppError(Reason.PERMISSION_DENIED, `acme may not call ${name}.${method}.`, { nextStep: 'Use another key.' });
        return answer(request, options);
      },
    });
  const names = ['router', 'catalog', 'health', 'ledger', 'budgets', 'access', 'credentials', 'providerAdapter'] as const;
  const peers = Object.fromEntries(names.map((name) => [name, peer(name)])) as unknown as Peers;
  const keyRing = new KeyRing();
  keyRing.replace([create(ApiKeySchema, { id: 'k1', tenant: 'acme', role: 'viewer', sha256: hash('sha256', key, 'buffer') })]);
  const server = await serveConsole({ peers, keyRing, door: { host: '127.0.0.1', port: 0 }, logger: createLogger({ service: 'test', level: 'info', destination: { write: (line: string) => void log.push(line) } }) });
  return { ...server, heard, log };
}

export function snapshot(over: MessageInitShape<typeof SnapshotSchema> = {}) {
  return create(SnapshotSchema, {
    revision: 3n,
    providers: [{ id: 'p', type: 'openai', enabled: true, weight: 1, priority: 1, credentials: ['p-default'], requestsPerHour: 3600n, burst: 10n, healthCheckIntervalS: 300n }],
    models: ['a', 'meta/llama:free'].map((name) => ({ name, provider: 'p', modelId: `vendor-${name}`, enabled: name === 'a', tier: 'standard', capabilities: ['text_generation'], contextWindow: 128_000n, defaultOutputTokens: 4096n, priceVersion: `price-${name}`, qualityScore: 0.8, supportsStreaming: true })),
    prices: [{ id: 'price-a', model: 'a', rows: [{ meter: 'input', amountPicousd: 250_000_000_000n, per: 1_000_000n, source: 'book' }] }],
    ...over,
  });
}
