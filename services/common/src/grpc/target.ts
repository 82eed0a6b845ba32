// Whom a client talks to, and as whom.

export interface ClientTls {
  /** null trusts the system's authorities. */
  readonly ca: Buffer | null;
  readonly key?: Buffer | undefined;
  readonly cert?: Buffer | undefined;
  /** The name to expect in the peer's certificate, when it differs from the address. */
  readonly serverName?: string | undefined;
}

export interface Target {
  /** inprocess:<service>, host:port or dns:///host:port. */
  readonly address: string;
  /** The service that calls. */
  readonly as: string;
  /** Certificates; absent only in one process and on plaintext doors. */
  readonly tls?: ClientTls | undefined;
  /** Connections to spread calls over; one by default. */
  readonly sessions?: number | undefined;
  /** Sent with every call, such as authorization. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
