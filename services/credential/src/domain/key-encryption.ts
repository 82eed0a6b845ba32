// The one interface to whatever holds the key-encryption key: a file today, a KMS or OpenBao behind the same words.

/** A data key, sealed by one version of the key-encryption key. */
export interface WrappedKey {
  readonly kekVersion: string;
  readonly bytes: Buffer;
}

export interface KeyEncryption {
  /** What new data keys are wrapped with. */
  readonly currentVersion: string;
  /** `context` must be given again, unchanged, to unwrap. */
  wrap(dataKey: Buffer, context: Buffer): Promise<WrappedKey>;
  /** Throws when the key, its context or its version is not what it was. The caller zeroes the result. */
  unwrap(wrapped: WrappedKey, context: Buffer): Promise<Buffer>;
  /** A keyed hash that only the holder of the key can make. */
  authenticate(content: Buffer, kekVersion: string): Promise<Buffer>;
}
