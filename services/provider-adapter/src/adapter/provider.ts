// A provider: one kind of vendor, whole in one folder. There is no enum of them and no switch on their ids.
import type { UsageDialect } from '@switchyard/common/rating';
import type { AnswerStep } from './answer-step.js';
import type { ChatOrder } from './chat-order.js';
import type { ProviderBatches } from './provider-batches.js';
import type { AnalyzeOrder, EmbedOrder, ImageOrder } from './task-orders.js';
import type { VendorPost, VendorResponse } from './vendor-http.js';

export type Capability = 'chat' | 'stream' | 'tools' | 'vision' | 'documents' | 'audio_input' | 'reasoning' | 'json_schema' | 'prompt_cache' | 'embeddings' | 'image_generation' | 'image_analysis' | 'batches' | 'models';

export interface Provider {
  /** The folder's name, and `type` in the catalog. */
  readonly id: string;
  readonly displayName: string;
  /** Used when the catalog names none. */
  readonly defaultBaseUrl: string;
  /** Where the address depends on the row's options; undefined leaves the default, and an empty one is refused. */
  baseUrlFor?(options: Readonly<Record<string, string>>): string | undefined;
  /** The vendor's page that the mapping was written from. */
  readonly documentation: string;
  /** Needs no key and costs nothing by default. */
  readonly isLocal: boolean;
  /** Fields without which it cannot be called, and others that it knows. */
  readonly credential: { readonly fields: readonly string[]; readonly known?: readonly ProviderField[] };
  /** What the catalog's row may say under options; nothing when absent. */
  readonly options?: readonly ProviderField[];
  /** An entry of the declarative file. */
  readonly exampleYaml: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** Whether a closed connection stops the bill; unknown means no. A model's row may say otherwise. */
  readonly cancelStopsBilling: 'yes' | 'no' | 'unknown';
  /** How its counts contain each other. */
  readonly usage: UsageDialect;
  /** The whole answer. Throws VendorFailure. Absent where the vendor has no chat; so is stream. */
  complete?(order: ChatOrder, context: ProviderContext): Promise<readonly AnswerStep[]>;
  /** The answer as it comes: one batch for what one read brought. Returns only after the vendor's own end marker; throws VendorFailure. */
  stream?(order: ChatOrder, context: ProviderContext): AsyncGenerator<readonly AnswerStep[], void>;
  /** One embedding step per input. Throws VendorFailure. */
  embed?(order: EmbedOrder, context: ProviderContext): Promise<readonly AnswerStep[]>;
  /** One image step per picture. Throws VendorFailure. */
  generateImage?(order: ImageOrder, context: ProviderContext): Promise<readonly AnswerStep[]>;
  /** One labels step per picture. Throws VendorFailure. */
  analyzeImage?(order: AnalyzeOrder, context: ProviderContext): Promise<readonly AnswerStep[]>;
  /** Many conversations at once, at the batch price. */
  readonly batches?: ProviderBatches;
  /** Through the vendor's own SDK: it is no hot call. */
  listModels(context: ListingContext): Promise<readonly ListedModel[]>;
}

/** One thing that a row or a credential of this type may say. */
export interface ProviderField {
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean;
  /** A value that would do; never a real secret. */
  readonly example: string;
  /** The only ones allowed; any when absent. */
  readonly values?: readonly string[];
}

/** The row of the catalog that a call goes to, as far as a provider may see it. */
export interface ProviderAccount {
  /** Where its calls go, without a slash at the end. */
  readonly baseUrl: string;
  /** The operator's own file opened private addresses to it. */
  readonly allowsPrivate: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly organization: string;
  readonly project: string;
  /** A field of the credential; undefined when there is none. Throws VendorFailure when it was withdrawn meanwhile. */
  secret(field: string): string | undefined;
  /** Gives back a secret that was had for the credential, such as a token; from then on its echo is told to nobody. */
  remember(secret: string): string;
  /** A guarded fetch to another address of the same vendor, for tokens; its calls are not the attempt's. Throws VendorFailure when the address is not allowed. */
  fetchAt(url: string): typeof globalThis.fetch;
}

export interface ProviderContext extends ProviderAccount {
  post(call: VendorPost): Promise<VendorResponse>;
  /** What was changed, dropped or assumed: told with the answer. */
  warn(sentence: string): void;
}

export interface ListingContext extends ProviderAccount {
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
  /** Where the vendor's list tells them. */
  readonly prices?: readonly ListedPrice[] | undefined;
}

export interface ListedPrice {
  readonly meter: string;
  readonly amountPicoUsd: bigint;
  /** How many units the amount is for. */
  readonly per: bigint;
}
