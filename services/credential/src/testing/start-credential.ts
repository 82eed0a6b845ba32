// The credential service in this process, on a database of its own, for suites that call it as its peers do.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { declareStreams, connectEvents } from '@switchyard/common/events';
import { clientOf, openTransport, type Client } from '@switchyard/common/grpc';
import { startService } from '@switchyard/common/lifecycle';
import { testPostgres } from '@switchyard/common/testing';
import { credential } from '../service.js';

export interface TestCredential {
  readonly databaseUrl: string;
  access(as: string): Client<typeof Access>;
  credentials(as: string): Client<typeof Credentials>;
  /** Stops the service and starts it again on the same database, with a further key-encryption key if asked for. */
  restart(options?: { addKek?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export async function startCredential(): Promise<TestCredential> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-credential-'));
  const postgres = await testPostgres();
  const kekFile = join(folder, 'kek');
  const keks = [newKek(1)];
  const bus = `embedded://${basename(folder)}`;
  const events = await connectEvents({ url: bus, name: 'test' });
  await events.ensureStreams(declareStreams());
  await writeFile(kekFile, keks.join('\n'));
  const start = () => startService(credential, { env: { IN_PROCESS: 'true', NATS_URL: bus, LOG_LEVEL: 'silent', DATABASE_URL: postgres.url, KEK_FILE: kekFile } });
  let running = await start();
  const transport = (as: string) => openTransport({ address: 'inprocess:credential', as });
  return {
    databaseUrl: postgres.url,
    access: (as) => clientOf(Access, transport(as)),
    credentials: (as) => clientOf(Credentials, transport(as)),
    async restart({ addKek = false } = {}) {
      await running.stop();
      if (addKek) keks.push(newKek(keks.length + 1));
      await writeFile(kekFile, keks.join('\n'));
      running = await start();
    },
    async close() {
      await running.stop();
      await events.close();
      await postgres.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function newKek(version: number): string {
  return `v${version}:${randomBytes(32).toString('base64')}`;
}
