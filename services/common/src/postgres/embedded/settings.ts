// How the embedded server is set: small, on loopback only, without a socket file.

export const SUPERUSER = 'switchyard';

/** No variable of ours reaches the server: it needs none, and some hold keys. */
export const serverEnv: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * `isDurable: false` may lose data when the machine fails, for tests. Commits still wait for their write, so that a killed
 * server loses nothing: tests of kills are what it is for.
 */
export function serverSettings({ port, isDurable }: { readonly port: number; readonly isDurable: boolean }): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // Some suites and all services of one process share it.
    max_connections: 200,
    shared_buffers: '64MB',
    // No replica and no archive reads the log of changes, so it holds what recovery needs and no more.
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Worker processes for reading are for large disks; here they only make the process list longer.
    io_method: 'sync',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(isDurable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
