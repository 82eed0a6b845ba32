// What a provider may do on the wire: one POST, answered by a status and a body that is read at the reader's pace.

export interface VendorPost {
  /** Added to the provider's base URL; begins with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: unknown;
  /** Gives headers for which something must be had first, such as a token. It runs inside the call's timers, and once the call was stopped nobody waits for it. */
  readonly authorise?: Authorise | undefined;
  /** Adds what only the whole request can give: a signature. A VendorFailure that it throws ends the call before a byte leaves. */
  readonly sign?: SignRequest | undefined;
}

export type Authorise = () => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/** Gives all headers of the request, those that it was given included. */
export type SignRequest = (request: { method: string; url: URL; headers: Readonly<Record<string, string>>; body: Buffer }) => Promise<Readonly<Record<string, string>>>;

export interface VendorResponse {
  readonly status: number;
  /** The value of a header, the first if there are several; undefined when absent. Names in lower case. */
  header(name: string): string | undefined;
  /** What has come since the last read; undefined at the end. Rejects with a VendorFailure. Not reading pauses the socket. */
  read(): Promise<Buffer | undefined>;
  /** Says that something meaningful came, so that the idle timer starts again. Pings are not. */
  heard(): void;
}
