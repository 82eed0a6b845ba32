// Opens what a run needs besides the services: Postgres, the bus, the trace receiver and the sandbox.
import { join } from 'node:path';
import type { Life } from '@switchyard/common/lifecycle';
import { startNatsServer } from '@switchyard/common/nats-server';
import type { Sandbox } from '@switchyard/sandbox';
import { revive } from './cluster/revive.js';
import { defaultPorts } from './limits.js';
import type { LocalOptions } from './options.js';
import type { Places } from './places.js';
import { refuseSilentDatabase } from './postgres/refuse-silent-database.js';
import { startLocalPostgres } from './postgres/start-local-postgres.js';
import { startLocalSandbox } from './sandbox.js';
import { startTraceReceiver, type TraceReceiver } from './trace/receiver.js';

export interface Surroundings {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly receiver: TraceReceiver;
  readonly sandbox: Sandbox;
  pids(): Readonly<Record<string, number>>;
}

export interface SurroundingsOptions {
  readonly options: LocalOptions;
  readonly places: Places;
  readonly natsPassword: string;
  readonly life: Life;
  readonly notes: string[];
  /** Told when Postgres or NATS was started again. */
  readonly onRestart: () => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export async function openSurroundings(given: SurroundingsOptions): Promise<Surroundings> {
  const { life, notes } = given;
  const [postgres, nats, receiver, sandbox] = await Promise.all([
    openPostgres(given),
    openNats(given),
    life.use('trace receiver', startTraceReceiver()),
    life.use('sandbox', startLocalSandbox(notes)),
  ]);
  return {
    databaseUrl: postgres.url,
    natsUrl: nats?.url ?? 'embedded://local',
    receiver,
    sandbox,
    pids: () => ({ ...pidOf('postgres', postgres.pid()), ...pidOf('nats', nats?.pid()) }),
  };
}

async function openPostgres({ options, places, life, notes, onRestart, onTrouble }: SurroundingsOptions) {
  const directory = join(places.data, 'postgres');
  if (options.databaseUrl !== undefined) await refuseSilentDatabase(options.databaseUrl);
  const first = await startLocalPostgres({ url: options.databaseUrl, directory, port: defaultPorts.postgres });
  if (first.movedFromPort !== undefined) notes.push(`Port ${first.movedFromPort} is taken, so Postgres is on ${new URL(first.url).port}.`);
  const port = Number(new URL(first.url).port);
  const revived = revive({ first, again: () => startLocalPostgres({ url: undefined, directory, port }), onRestart, onTrouble: (error) => onTrouble('postgres', error) });
  await life.use('postgres', {
    async close() {
      revived.stop();
      await revived.current().close();
    },
  });
  return { url: first.url, pid: () => revived.current().pid };
}

async function openNats({ options, places, natsPassword, life, onRestart, onTrouble }: SurroundingsOptions) {
  if (!options.isCluster) return undefined;
  if (options.natsUrl !== undefined) return { url: options.natsUrl, pid: () => undefined };
  const server = await startNatsServer({ directory: join(places.data, 'nats'), password: natsPassword });
  const again = async () => {
    await server.restart();
    return server;
  };
  const revived = revive({ first: server, again, onRestart, onTrouble: (error) => onTrouble('nats', error) });
  await life.use('nats', {
    async close() {
      revived.stop();
      await server.close();
    },
  });
  return { url: server.url, pid: () => server.pid };
}

function pidOf(name: string, pid: number | undefined): Record<string, number> {
  return pid === undefined ? {} : { [name]: pid };
}
