// A real nats-server with JetStream on this machine, for cluster runs and for tests.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { probePort } from '../postgres/embedded/index.js';
import { findNatsServer } from './find-nats-server.js';
import { runNats } from './nats-process.js';
import { natsConfig, natsUser } from './server-config.js';

export interface NatsServerOptions {
  /** Without it everybody on this machine may listen and publish. */
  readonly password?: string | undefined;
  /** Holds the store from one run to the next; made if missing. */
  readonly directory: string;
  /** 0, the default, is any free one; a restart keeps it. A certain one that is taken rejects with EADDRINUSE. */
  readonly port?: number;
  /** True removes the directory on close. */
  readonly isTemporary?: boolean;
  /** Further lines of nats-server's config file. */
  readonly extraConfig?: string;
}

export interface NatsServer {
  readonly url: string;
  readonly port: number;
  /** Changes with a restart. */
  readonly pid: number;
  /** Of the present process: resolves, and never rejects, when it has ended, however that came. */
  readonly exited: Promise<void>;
  close(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** After a kill, or in one go: the same port, the same store. */
  restart(): Promise<void>;
}

/** Rejects with a sentence that names the remedy if there is no nats-server. */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const program = await findNatsServer();
  const port = await probePort(options.port ?? 0);
  const directory = path.resolve(options.directory);
  const storeFolder = path.join(directory, 'store');
  const configFile = path.join(directory, 'nats.conf');
  await mkdir(storeFolder, { recursive: true });
  const run = async () => {
    await writeFile(configFile, natsConfig({ port, storeFolder, extra: options.extraConfig, password: options.password }), { mode: 0o600 });
    return runNats(program, configFile, path.join(directory, 'nats.log'));
  };

  const removeIfTemporary = async (): Promise<void> => {
    if (options.isTemporary === true) await rm(directory, { recursive: true, force: true });
  };

  let server = await run().catch(async (error: unknown) => {
    await removeIfTemporary();
    throw error;
  });
  return {
    url: options.password === undefined ? `nats://127.0.0.1:${port}` : `nats://${natsUser}:${encodeURIComponent(options.password)}@127.0.0.1:${port}`,
    port,
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    async close() {
      await server.stop();
      await removeIfTemporary();
    },
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await run();
    },
  };
}
