// A first start from the environment alone: the providers whose keys or addresses are there.
import { readEnv, type Env } from '../config/index.js';
import type { Declared, DeclaredModel, DeclaredProvider } from './declared.js';

export interface FromEnvironment {
  readonly declared: Declared;
  /** What a person should know. */
  readonly notes: readonly string[];
}

/** A vendor needs its key; a local server needs to be named. A further provider is a further line. */
interface Source {
  readonly id: string;
  readonly type: string;
  readonly keyVariable?: string;
  readonly urlVariable: string;
  /** Asked when nobody names a model; undefined for local servers, whose models are their owner's. */
  readonly defaultModel?: string;
}

const sources: readonly Source[] = [
  { id: 'openai', type: 'openai', keyVariable: 'OPENAI_API_KEY', urlVariable: 'OPENAI_BASE_URL', defaultModel: 'gpt-5-mini' },
  { id: 'anthropic', type: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY', urlVariable: 'ANTHROPIC_BASE_URL', defaultModel: 'claude-haiku-4-5' },
  { id: 'ollama', type: 'ollama', urlVariable: 'OLLAMA_BASE_URL' },
  { id: 'lm-studio', type: 'lmstudio', urlVariable: 'LM_STUDIO_BASE_URL' },
];

interface Settings {
  readonly provider: string;
  readonly model: string;
  readonly fallbacks: readonly string[];
  readonly retries: number;
  readonly timeoutMs: number;
  readonly urls: ReadonlyMap<string, string | undefined>;
}

/**
 * undefined when the environment names no provider. Models of vendors come from the catalog's own list; those of local
 * servers are the ones that DEFAULT_AI_MODEL and FALLBACK_MODELS name, as `ollama/llama3.2`. Throws ConfigError.
 */
export function declaredFromEnvironment(env: Env): FromEnvironment | undefined {
  const present = sources.filter(({ keyVariable, urlVariable }) => (env[keyVariable ?? urlVariable] ?? '') !== '');
  const [first] = present;
  if (first === undefined) return undefined;
  const settings = readSettings(env, [first.id, ...present.slice(1).map(({ id }) => id)]);
  const main = present.find(({ id }) => id === settings.provider) ?? first;
  const model = settings.model === '' ? (main.defaultModel ?? '') : nameOf(settings.model, main);
  const chain = settings.fallbacks.map((name) => nameOf(name, main));
  const hasModel = model !== '' || chain.length > 0;
  const models = [...new Set([model, ...chain])].flatMap((name) => localModel(name, present, settings));
  return {
    declared: {
      providers: present.map((source) => providerOf(source, env, settings)),
      models,
      features: [],
      tenants: [],
      defaults: hasModel ? { model, chain, strategy: '' } : undefined,
    },
    notes: [...(hasModel ? [] : [noModelNote(main)]), 'No budget is set: nothing limits what is spent. "switchyard budgets set" sets one.'],
  };
}

/** The models of a local server are its owner's, so that one must be named before anything can be asked. */
function noModelNote({ id, urlVariable }: Source): string {
  return `No model is named, so ${id} (${urlVariable}) cannot be asked by default: set DEFAULT_AI_MODEL to a model that it has, for example DEFAULT_AI_MODEL=${id}/llama3.2.`;
}

function readSettings(env: Env, ids: readonly [string, ...string[]]): Settings {
  return readEnv(env, (read) => ({
    provider: read.oneOf('DEFAULT_AI_PROVIDER', ids, { default: ids[0] }),
    model: read.text('DEFAULT_AI_MODEL', { default: '' }),
    fallbacks: read.text('FALLBACK_MODELS', { default: '' }).split(',').map((name) => name.trim()).filter((name) => name !== ''),
    retries: read.integer('AI_MAX_RETRIES', { default: 3, min: 0, max: 10 }),
    timeoutMs: 1000 * read.integer('AI_TIMEOUT', { default: 30, min: 1, max: 3600 }),
    urls: new Map(sources.map(({ urlVariable }) => [urlVariable, read.url(urlVariable, { optional: true, example: 'http://localhost:11434' })])),
  }));
}

/** A local server's models carry its id, so that they cannot be mistaken for a vendor's. */
function nameOf(name: string, { id, defaultModel }: Source): string {
  return defaultModel === undefined && !name.includes('/') ? `${id}/${name}` : name;
}

function providerOf({ id, type, keyVariable, urlVariable }: Source, env: Env, { urls, retries, timeoutMs }: Settings): DeclaredProvider {
  const key = keyVariable === undefined ? undefined : env[keyVariable];
  const baseUrl = urls.get(urlVariable) ?? '';
  return {
    id,
    type,
    name: '',
    baseUrl,
    allowPrivate: baseUrl.startsWith('http://'),
    enabled: true,
    weight: undefined,
    organization: '',
    project: '',
    healthCheckIntervalS: undefined,
    options: key === undefined ? {} : { models: 'shipped', retries: String(retries), timeout_ms: String(timeoutMs) },
    credentials: key === undefined ? [] : [{ id: `${id}-default`, fields: { api_key: key } }],
  };
}

function localModel(name: string, present: readonly Source[], { retries, timeoutMs }: Settings): DeclaredModel[] {
  const source = present.find(({ id, defaultModel }) => defaultModel === undefined && name.startsWith(`${id}/`));
  if (source === undefined) return [];
  return [{
    name: name.toLowerCase(),
    provider: source.id,
    model: name.slice(source.id.length + 1),
    displayName: '', description: '', specialties: [], languages: [], inputTypes: [], outputTypes: [], tier: '', capCovers: '', cancelStopsBilling: '', region: '', visibleTo: [], fallbacks: [],
    capabilities: ['text_generation', 'functions', 'streaming'],
    contextWindow: undefined, maxOutputTokens: undefined, defaultOutputTokens: undefined, qualityScore: undefined, speedScore: undefined, reliabilityScore: undefined, firstOutputMs: undefined, idleMs: undefined, tokensPerImage: undefined,
    retries,
    timeoutMs: BigInt(timeoutMs),
    enabled: true,
    // What runs at home costs nothing, and that is a price.
    prices: ['input', 'output'].map((meter) => ({ meter, amountPicoUsd: 0n, per: 1_000_000n, inherits: true, batch: false, source: 'local' })),
  }];
}
