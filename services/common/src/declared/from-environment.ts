// A first start from the environment alone (C6): the providers whose keys are there.
import type { Declared, DeclaredProvider } from './declared.js';

export interface FromEnvironment {
  readonly declared: Declared;
  /** What a person should know. */
  readonly notes: readonly string[];
}

const empty = { name: '', allowPrivate: false, enabled: true, weight: undefined, organization: '', project: '', healthCheckIntervalS: undefined, options: {}, credentials: [], baseUrl: '' };

interface Source {
  readonly type: string;
  readonly keyVariable?: string;
  readonly urlVariable?: string;
}

const sources: readonly Source[] = [
  { type: 'openai', keyVariable: 'OPENAI_API_KEY', urlVariable: 'OPENAI_BASE_URL' },
  { type: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY', urlVariable: 'ANTHROPIC_BASE_URL' },
  { type: 'ollama', urlVariable: 'OLLAMA_BASE_URL' },
];

/** undefined when the environment names no provider. Models come from the catalog's own list of the providers' types. */
export function declaredFromEnvironment(env: Readonly<Record<string, string | undefined>>): FromEnvironment | undefined {
  const providers = sources.flatMap((source) => providerOf(source, env));
  if (providers.length === 0) return undefined;
  const model = env['DEFAULT_AI_MODEL'] ?? '';
  const chain = (env['FALLBACK_MODELS'] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  return {
    declared: { providers, models: [], features: [], tenants: [], defaults: model === '' && chain.length === 0 ? undefined : { model, chain, strategy: '' } },
    notes: ['No budget is set: nothing limits what is spent. "switchyard budgets set" sets one.'],
  };
}

function providerOf({ type, keyVariable, urlVariable }: Source, env: Readonly<Record<string, string | undefined>>): DeclaredProvider[] {
  const key = keyVariable === undefined ? undefined : env[keyVariable];
  const url = urlVariable === undefined ? undefined : env[urlVariable];
  // A vendor needs its key; a local server needs to be named.
  if (keyVariable === undefined ? !url : !key) return [];
  const isLocal = url !== undefined && url.startsWith('http://');
  return [{ ...empty, id: type, type, baseUrl: url ?? '', allowPrivate: isLocal, options: { models: 'shipped' }, credentials: key === undefined || key === '' ? [] : [{ id: `${type}-default`, apiKey: key }] }];
}
