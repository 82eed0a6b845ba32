// A provider: one kind of vendor, whole in one folder. There is no enum of them and no switch on their ids.
import type { UsageDialect } from '@switchyard/common/rating';
import type { AnswerStep } from './answer-step.js';
import type { ChatOrder } from './chat-order.js';
import type { VendorPost, VendorResponse } from './vendor-http.js';

export type Capability = 'chat' | 'stream' | 'tools' | 'vision' | 'documents' | 'audio_input' | 'reasoning' | 'json_schema' | 'prompt_cache' | 'models';

export interface Provider {
  /** The folder's name, and `type` in the catalog. */
  readonly id: string;
  readonly displayName: string;
  /** Used when the catalog names none. */
  readonly defaultBaseUrl: string;
  /** The vendor's page that the mapping was written from. */
  readonly documentation: string;
  /** Needs no key and costs nothing by default. */
  readonly isLocal: boolean;
  /** Fields without which it cannot be called. */
  readonly credential: { readonly fields: readonly string[] };
  readonly capabilities: ReadonlySet<Capability>;
  /** Whether a closed connection stops the bill; unknown means no (MONEY 3). A model's row may say otherwise. */
  readonly cancelStopsBilling: 'yes' | 'no' | 'unknown';
  /** How its counts contain each other. */
  readonly usage: UsageDialect;
  /** The whole answer. Throws VendorFailure. */
  complete(order: ChatOrder, context: ProviderContext): Promise<readonly AnswerStep[]>;
  /** The answer as it comes: one batch for what one read brought. Returns only after the vendor's own end marker; throws VendorFailure. */
  stream(order: ChatOrder, context: ProviderContext): AsyncGenerator<readonly AnswerStep[], void>;
  /** Through the vendor's own SDK: it is no hot call. */
  listModels(context: ListingContext): Promise<readonly ListedModel[]>;
}

/** The row of the catalog that a call goes to, as far as a provider may see it. */
export interface ProviderAccount {
  readonly options: Readonly<Record<string, string>>;
  readonly organization: string;
  readonly project: string;
  /** A field of the credential; undefined when there is none. Throws VendorFailure when it was withdrawn meanwhile. */
  secret(field: string): string | undefined;
}

export interface ProviderContext extends ProviderAccount {
  post(call: VendorPost): Promise<VendorResponse>;
  /** What was changed, dropped or assumed: told with the answer. */
  warn(sentence: string): void;
}

export interface ListingContext extends ProviderAccount {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** The only way out: guarded as every other call. */
  readonly fetch: typeof globalThis.fetch;
}

export interface ListedModel {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly createdAtMs?: number | undefined;
  readonly ownedBy?: string | undefined;
  readonly contextWindow?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly capabilities?: readonly string[] | undefined;
}
