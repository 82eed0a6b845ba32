// The Postgres of a run on this machine: the user's own if DATABASE_URL names one, else the embedded server.
import { startEmbeddedPostgres } from '@switchyard/common/postgres-embedded';

export interface LocalPostgresOptions {
  /** DATABASE_URL, if it is set. Such a server is used as it is and never stopped. */
  readonly url: string | undefined;
  /** Keeps the data of the embedded server from one run to the next. */
  readonly directory: string;
  /** The wanted port; if it is taken, the server moves to a free one. */
  readonly port: number;
}

export interface LocalPostgres {
  readonly url: string;
  /** Of the embedded server, else undefined. */
  readonly pid: number | undefined;
  /** The port that was taken, if the server had to move: worth a sentence to the user. */
  readonly movedFromPort: number | undefined;
  /** Resolves, and never rejects, when the embedded server has ended, however that came. */
  readonly exited: Promise<void>;
  close(): Promise<void>;
  /** SIGKILL to the embedded server, as a crash would. */
  kill(): Promise<void>;
}

export async function startLocalPostgres({ url, directory, port }: LocalPostgresOptions): Promise<LocalPostgres> {
  if (url !== undefined) {
    const nothing = async (): Promise<void> => {};
    return { url, pid: undefined, movedFromPort: undefined, exited: new Promise(() => {}), close: nothing, kill: nothing };
  }
  try {
    return { ...(await startEmbeddedPostgres({ directory, port })), movedFromPort: undefined };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port === 0) throw error;
    return { ...(await startEmbeddedPostgres({ directory, port: 0 })), movedFromPort: port };
  }
}
