// A vendor of OpenAI's dialect as data: what differs, what its pages say it has, and nothing else.
import { capabilityOf, type Cell, type CellsByPage } from '../../../adapter/cells.js';
import type { ListingContext, Provider } from '../../../adapter/provider.js';
import { cannotSay } from '../../order-words.js';
import type { Essential, OpenAiDifferences } from './differences.js';
import { openAiDialect } from './index.js';

export interface Preset {
  /** `type` in the catalog; the file's name. */
  readonly id: string;
  readonly displayName: string;
  readonly baseUrl: string;
  /** The page that it was written from. */
  readonly documentation: string;
  /** When it was read. */
  readonly readOn: string;
  /** Where examples take the key from. */
  readonly keyVariable: string;
  readonly cancelStopsBilling: Provider['cancelStopsBilling'];
  readonly differs: OpenAiDifferences;
  readonly offers: CellsByPage;
  /** What it does not have, or not in this dialect. */
  readonly lacks: CellsByPage;
  /** What its users should know: sentences of the README. */
  readonly notes?: readonly string[];
  /** For tests: the status by which an account without quota is told; absent when it is not told apart. */
  readonly quotaStatus?: number;
  /** For tests: what is not told of a model's thinking, its words or their number. */
  readonly thoughts?: { readonly areHidden?: boolean; readonly areUncounted?: boolean };
}

export function exampleOf({ id, keyVariable }: Pick<Preset, 'id' | 'keyVariable'>): string {
  return `- { id: ${id}, type: ${id}, api_key: { env: ${keyVariable} } }`;
}

/** Parts that an order may have, by the cells without which the vendor cannot read them. */
const essentials: Readonly<Partial<Record<Cell, Essential>>> = { tools: 'tools', structured_output: 'json_schema', vision: 'image', documents: 'document', audio_input: 'audio' };

export function presetProvider(preset: Preset): Provider {
  const offered = Object.values(preset.offers).flat();
  const lacking = Object.values(preset.lacks).flat();
  const refuses = lacking.flatMap((cell) => essentials[cell] ?? []);
  const { embed, generateImage, listModels, ...chat } = openAiDialect({ differs: { ...preset.differs, refuses } });
  return {
    id: preset.id,
    displayName: preset.displayName,
    defaultBaseUrl: preset.baseUrl,
    documentation: preset.documentation,
    isLocal: false,
    credential: { fields: ['api_key'], known: [{ name: 'api_key', description: 'The key, sent as a bearer token.', isRequired: true, example: `the value of ${preset.keyVariable}` }] },
    exampleYaml: exampleOf(preset),
    capabilities: new Set(offered.flatMap((cell) => capabilityOf[cell] ?? [])),
    cancelStopsBilling: preset.cancelStopsBilling,
    ...chat,
    ...(offered.includes('embeddings') ? { embed } : {}),
    ...(offered.includes('image_generation') ? { generateImage } : {}),
    listModels: offered.includes('models') ? (context: ListingContext) => listModels(context) : () => Promise.reject(cannotSay('models', `${preset.displayName} has no list of them in this dialect.`)),
  };
}
