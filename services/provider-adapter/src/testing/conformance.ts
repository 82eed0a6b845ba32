// What a provider's folder tells its tests: how the sandbox stands in for the vendor, what is expected of it, and its oracle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExchangeTask, ExpectedResult } from '@switchyard/sandbox/corpus';
import type { Label, UnifiedFinish } from '../adapter/answer-step.js';
import type { Cell, CellsByPage } from '../adapter/cells.js';
import { providers } from '../providers/index.js';
import { presets } from '../providers/presets/index.js';
import type { Preset } from '../toolkit/index.js';
import { openAiOracle } from './openai-oracle.js';

/** Exported as `conformance` by providers/<id>/conformance.ts. */
export interface ProviderConformance {
  /** Other ways to call the same vendor, each tested like a provider of its own under the name of its key. */
  readonly variants?: Readonly<Record<string, VariantConformance>>;
  /** The dialect of the sandbox that stands in for the vendor; the provider's own id when absent. */
  readonly dialect?: string;
  /** Models of the sandbox's price file, by what they are for. */
  readonly models: { readonly chat?: string; /** The one that thinks first; that of the chat when absent. */ readonly reasoning?: string; readonly embedding?: string; readonly image?: string; readonly analysis?: string };
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
  /** What the vendor does not tell of its model's thinking. */
  readonly thoughts?: Thoughts;
  /** What its streams call themselves; text/event-stream when absent. */
  readonly streamType?: string;
  /** The most pictures of one call, made or looked at; 2 are asked for where more than one is possible. */
  readonly picturesMax?: number;
  /** The status of an account without quota; the class is told apart from a rate limit. */
  readonly quotaStatus?: number;
  /** Asks the same question through the vendor's own SDK. */
  readonly oracle?: Oracle;
  /** Asks the same of a picture through the vendor's own SDK. */
  readonly look?: (question: LookQuestion) => Promise<readonly Label[]>;
  /** Sends a body of this dialect by the vendor's own SDK, and tells what the SDK made of the answer. */
  readonly sdk?: (call: SdkCall) => Promise<OracleAnswer | OracleResult>;
  /** Its batches carry no name of the caller's, so a lost one is known only by its results. */
  readonly hasNamelessBatches?: boolean;
  /** Of a batch that was cancelled or expired its vendor tells nothing, answered items included. */
  readonly hidesUnfinishedBatches?: boolean;
  /** Reads the answers of a batch by the vendor's own SDK, by attempt id; for vendors whose batches are spoken. */
  readonly batchOracle?: (batch: OracleBatch) => Promise<ReadonlyMap<string, OracleAnswer>>;
}

export interface VariantConformance extends ProviderConformance {
  /** The provider's, and its row's. */
  readonly type: string;
  /** What this way lacks of what the vendor offers. */
  readonly without: CellsByPage;
}

export interface OracleBatch {
  /** The vendor's. */
  readonly id: string;
  readonly baseUrl: string;
  /** Only the key that made a batch sees it. */
  readonly apiKey: string;
}

export interface Thoughts {
  /** The words stay with the vendor. */
  readonly areHidden?: boolean;
  /** They are counted with the answer, and not told apart. */
  readonly areUncounted?: boolean;
  /** Its reasoning models think unless they are told how little. */
  readonly areUnasked?: boolean;
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

export interface LookQuestion {
  readonly model: string;
  readonly picture: Buffer;
  readonly maxLabels: number;
  readonly baseUrl: string;
}

export interface SdkCall {
  readonly model: string;
  /** A conversation when absent. */
  readonly task?: ExchangeTask | undefined;
  /** As it goes over the wire. */
  readonly body: object;
  readonly isStream: boolean;
  /** Without a path. */
  readonly address: string;
}

export interface OracleAnswer {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
  /** Tokens, cached ones included; undefined when the vendor does not say. */
  readonly input: number | undefined;
  readonly output: number;
  /** The vendor's own word. */
  readonly finish: string;
}

/** What the SDK made of a task that is no conversation; the list of its kind alone is there. */
export type OracleResult = Pick<ExpectedResult, 'vectors' | 'pictures' | 'labels'>;

export type Oracle = (question: OracleQuestion) => Promise<OracleAnswer>;

/** providers/<id>/expected.json: for each cell the vendor's page that says so. */
export interface Expected {
  readonly offers: Readonly<Partial<Record<Cell, string>>>;
  readonly lacks: Readonly<Partial<Record<Cell, string>>>;
}

const sources = join(dirname(fileURLToPath(import.meta.url)), '../../src/providers');

/** Filled when they are loaded. */
const variants = new Map<string, VariantConformance>();

/** The `type` of the row that a provider or a variant is tested by. */
export function typeOf(provider: string): string {
  return variants.get(provider)?.type ?? provider;
}

export function expectedOf(provider: string): Expected {
  const variant = variants.get(provider);
  if (variant !== undefined) return withoutCells(expectedOf(variant.type), byCell(variant.without));
  const preset = presets.find(({ id }) => id === provider);
  if (preset !== undefined) return { offers: byCell(preset.offers), lacks: byCell(preset.lacks) };
  const file = join(sources, provider, 'expected.json');
  if (!existsSync(file)) throw new Error(`providers/${provider}/expected.json is missing: say for each cell what the vendor's pages say.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Expected;
}

function withoutCells({ offers, lacks }: Expected, without: Expected['lacks']): Expected {
  return { offers: Object.fromEntries(Object.entries(offers).filter(([cell]) => !Object.hasOwn(without, cell))), lacks: { ...lacks, ...without } };
}

function byCell(pages: CellsByPage): Partial<Record<Cell, string>> {
  return Object.fromEntries(Object.entries(pages).flatMap(([page, found]) => found.map((cell) => [cell, page])));
}

/** The folders of providers/, and the files of presets/; a test holds the index to them. */
export function knownOnDisk(): { folders: string[]; presets: string[] } {
  const folders = readdirSync(sources, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && entry.name !== 'presets' ? [entry.name] : []));
  const files = readdirSync(join(sources, 'presets')).flatMap((name) => (name.endsWith('.ts') && name !== 'index.ts' ? [name.slice(0, -3)] : []));
  return { folders: folders.sort(), presets: files.sort() };
}

/** The index, with what each folder says of itself, and the variants of each. */
export async function loadConformance(): Promise<ReadonlyMap<string, ProviderConformance>> {
  const loaded = await Promise.all(providers.map(async ({ id }) => [id, await conformanceOf(id)] as const));
  for (const [, { variants: others = {} }] of loaded) for (const [name, variant] of Object.entries(others)) variants.set(name, variant);
  return new Map([...loaded, ...variants]);
}

async function conformanceOf(id: string): Promise<ProviderConformance> {
  const preset = presets.find((known) => known.id === id);
  if (preset !== undefined) return presetConformance(preset);
  const { conformance } = (await import(`../providers/${id}/conformance.js`)) as { conformance: ProviderConformance };
  return conformance;
}

/** A preset is tested against the sandbox's flavour of its name, by the official SDK of the dialect that it speaks. */
function presetConformance({ id, offers, quotaStatus, differs, thoughts }: Preset): ProviderConformance {
  const offered = Object.values(offers).flat();
  return {
    dialect: id,
    models: { chat: 'gpt-4.1-mini', ...(offered.includes('embeddings') ? { embedding: 'text-embedding-3-small' } : {}), ...(offered.includes('image_generation') ? { image: 'gpt-image-1' } : {}) },
    filtered: 'content_filter',
    ...(quotaStatus === undefined ? {} : { quotaStatus }),
    ...(thoughts === undefined ? {} : { thoughts }),
    oracle: (question) => openAiOracle(question, { asksForUsage: differs.tellsUsageUnasked !== true }),
  };
}
