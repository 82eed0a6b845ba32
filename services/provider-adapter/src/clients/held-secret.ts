// One provider key while it is held. Its values are Buffers, so that they can be overwritten.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../adapter/vendor-failure.js';
import type { Secret } from '../domain/ports.js';

export class HeldSecret implements Secret {
  readonly id: string;
  readonly version: number;
  readonly fetchedMs: number;
  readonly #fields: ReadonlyMap<string, Buffer>;
  #isErased = false;

  constructor({ id, version, fields, fetchedMs }: { id: string; version: number; fields: Readonly<Record<string, Uint8Array>>; fetchedMs: number }) {
    this.id = id;
    this.version = version;
    this.fetchedMs = fetchedMs;
    // Views, not copies: erasing them erases the message that they came in.
    this.#fields = new Map(Object.entries(fields).map(([name, { buffer, byteOffset, byteLength }]) => [name, Buffer.from(buffer, byteOffset, byteLength)]));
  }

  field(name: string): string | undefined {
    if (this.#isErased) throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: `Credential ${this.id} was withdrawn.` });
    // Keys come out of files and variables with line ends that no header takes.
    return this.#fields.get(name)?.toString('utf8').trim();
  }

  erase(): void {
    this.#isErased = true;
    for (const value of this.#fields.values()) value.fill(0);
  }

  /** In logs it is its name, whatever logs it. */
  toJSON(): object {
    return { id: this.id, version: this.version };
  }
}
