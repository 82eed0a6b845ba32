// What a provider's folder tells its tests: how the sandbox stands in for the vendor, what is expected of it, and its oracle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UnifiedFinish } from '../adapter/answer-step.js';
import { providers } from '../providers/index.js';

/** Exported as `conformance` by providers/<id>/conformance.ts. */
export interface ProviderConformance {
  /** The dialect of the sandbox that stands in for the vendor; the provider's own id when absent. */
  readonly dialect?: string;
  /** Models of the sandbox's price file, by what they are for. */
  readonly models: { readonly chat?: string; readonly embedding?: string; readonly image?: string; readonly analysis?: string };
  /** What the catalog's row says beside type and address. */
  readonly options?: Readonly<Record<string, string>>;
  /** The base URL of a row, from the sandbox's; as it is when absent. */
  readonly baseUrl?: (sandboxUrl: string) => string;
  /** Fields of the credential; {api_key} when absent. */
  readonly credential?: Readonly<Record<string, string>>;
  /** What the vendor's word for a filtered answer means, in plain and in streamed answers. */
  readonly filtered?: UnifiedFinish;
  /** Arguments of tools travel as objects, so they cannot be broken JSON. */
  readonly hasObjectArguments?: boolean;
  /** The usage of a stream stands on its very last event, so that without it nothing is known. */
  readonly hasUsageAtTheEnd?: boolean;
  /** The most pictures of one call; 2 are asked for where more than one is possible. */
  readonly picturesMax?: number;
  /** The status of an account without quota; the class is told apart from a rate limit. */
  readonly quotaStatus?: number;
  /** Asks the same question through the vendor's own SDK. */
  readonly oracle?: Oracle;
  /** Sends a body of this dialect by the vendor's own SDK, and tells what the SDK made of the answer. */
  readonly sdk?: (call: SdkCall) => Promise<OracleAnswer>;
}

export interface OracleQuestion {
  readonly prompt: string;
  readonly model: string;
  /** Tokens. */
  readonly cap: number;
  readonly isStream: boolean;
  readonly tool: { readonly name: string; readonly description: string; readonly schema: object } | undefined;
  readonly baseUrl: string;
}

export interface SdkCall {
  readonly model: string;
  /** As it goes over the wire. */
  readonly body: object;
  readonly isStream: boolean;
  /** Without a path. */
  readonly address: string;
}

export interface OracleAnswer {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
  /** Tokens, cached ones included. */
  readonly input: number;
  readonly output: number;
  /** The vendor's own word. */
  readonly finish: string;
}

export type Oracle = (question: OracleQuestion) => Promise<OracleAnswer>;

/** Everything that a vendor may offer, in the order of the matrix. */
export const cells = [
  'text', 'multi_turn', 'system', 'streaming', 'tools', 'parallel_tools', 'streamed_tools', 'vision', 'documents', 'audio_input', 'structured_output', 'reasoning', 'stop', 'max_tokens', 'usage',
  'embeddings', 'image_generation', 'image_analysis', 'models', 'probe', 'rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found',
] as const;

export type Cell = (typeof cells)[number];

/** providers/<id>/expected.json: for each cell the vendor's page that says so. */
export interface Expected {
  readonly offers: Readonly<Partial<Record<Cell, string>>>;
  readonly lacks: Readonly<Partial<Record<Cell, string>>>;
}

const sources = join(dirname(fileURLToPath(import.meta.url)), '../../src/providers');

export function expectedOf(provider: string): Expected {
  const file = join(sources, provider, 'expected.json');
  if (!existsSync(file)) throw new Error(`providers/${provider}/expected.json is missing: say for each cell what the vendor's pages say.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Expected;
}

/** The folders of providers/; a test holds the index to them. */
export function providerFolders(): string[] {
  return readdirSync(sources, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The index, with what each folder says of itself. */
export async function loadConformance(): Promise<ReadonlyMap<string, ProviderConformance>> {
  const loaded = await Promise.all(
    providers.map(async ({ id }) => {
      const { conformance } = (await import(`../providers/${id}/conformance.js`)) as { conformance: ProviderConformance };
      return [id, conformance] as const;
    }),
  );
  return new Map(loaded);
}
