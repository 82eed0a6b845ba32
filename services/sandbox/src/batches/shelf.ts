// What one key has stored and ordered at one port. No other key sees it.

import type { Batch } from './batch.js';

export interface StoredFile {
  id: string;
  filename: string;
  purpose: 'batch' | 'batch_output';
  createdAtMs: number;
  expiresAtMs: number;
  bytes: number;
  text: string;
}

export interface Shelf {
  /** By id, the oldest first. */
  readonly files: Map<string, StoredFile>;
  readonly batches: Map<string, Batch>;
}
