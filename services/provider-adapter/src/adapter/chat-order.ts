// One chat call as a provider is ordered to make it.
import type { ChatParameters, Message } from '@switchyard/proto/common/v1/chat';

export interface ChatOrder {
  readonly attemptId: string;
  /** What the vendor calls the model. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly parameters: ChatParameters;
  /** Always sent: it bounds what the call can cost. */
  readonly maxOutputTokens: number;
  /** The catalog says that it reasons before it answers. */
  readonly isReasoning: boolean;
  readonly contextWindow: number;
  /** Passed on where the vendor takes it; empty for none. */
  readonly endUser: string;
  /** Empty is the vendor's default. */
  readonly serviceTier: string;
  /** Fields of the model's row and of the caller that are not ours, nearer ones last; ours win over both. */
  readonly extraFields: Readonly<Record<string, unknown>>;
}
