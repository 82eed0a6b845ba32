// Calls besides chat, as a provider is ordered to make them.
import type { Media } from '@switchyard/proto/common/v1/chat';

/** What every call has, whatever its task. */
export interface TaskOrder {
  readonly attemptId: string;
  /** What the vendor calls the model. */
  readonly model: string;
  /** Passed on where the vendor takes it; empty for none. */
  readonly endUser: string;
  /** Fields of the model's row that are not ours; ours win over them. */
  readonly extraFields: Readonly<Record<string, unknown>>;
}

export interface EmbedOrder extends TaskOrder {
  /** One or more, none empty. */
  readonly inputs: readonly string[];
  /** undefined is the model's own. */
  readonly dimensions: number | undefined;
}

export interface ImageOrder extends TaskOrder {
  readonly prompt: string;
  readonly count: number;
  /** Empty is the model's default; so are the next four. */
  readonly size: string;
  readonly quality: string;
  readonly style: string;
  readonly background: string;
  readonly outputFormat: string;
}

export interface AnalyzeOrder extends TaskOrder {
  readonly images: readonly Media[];
  /** undefined is the model's own number. */
  readonly maxLabels: number | undefined;
}
