// What no leave lets pass, as data: parts of names by which vendors know fields that change more than the answer's words.
//
// Each entry is written as squeeze() leaves a name: small letters and digits alone. A name is barred when it holds one of the parts,
// wherever it stands, so a spelling or a vendor that nobody has thought of meets the rule too. A field that is barred without need
// costs its caller a clear refusal; one that passes without right costs money. New harmless knobs go into harmlessNames.

/** What the fields of a group can change, as the end of a sentence; parts of names; and whole names too short to be parts. */
export interface BarredGroup {
  readonly changes: string;
  readonly parts: readonly string[];
  readonly names?: readonly string[];
}

export const barredGroups: readonly BarredGroup[] = [
  {
    changes: 'what is paid',
    parts: [
      'tier', 'speed', 'fast', 'latenc', 'performance', 'priorit', 'accelerat', 'geo', 'region', 'residenc', 'location', 'cache', 'ttl', 'price', 'cost', 'bill', 'usage', 'credit',
      'charge', 'budget', 'resolution', 'detail', 'image', 'picture', 'video', 'audio', 'speech', 'voice', 'media', 'modalit', 'guardrail', 'moderation', 'anthropicbeta', 'betas', 'processor',
    ],
    names: ['beta', 'fps', 'flex'],
  },
  {
    changes: 'which model answers',
    parts: ['model', 'engine', 'deployment', 'fallback', 'route', 'provider', 'preset', 'lora', 'adapter', 'checkpoint', 'variant', 'version', 'draft', 'speculat', 'ensemble', 'predict'],
  },
  {
    changes: 'the cap on the answer',
    parts: ['token', 'max', 'limit', 'length', 'genlen', 'truncat', 'context', 'ctx', 'compact', 'compress', 'effort', 'think', 'reason', 'inferenceconfig', 'stream'],
  },
  {
    changes: 'how many answers are made',
    parts: ['candidate', 'sequences', 'generations', 'samples', 'answers', 'completions', 'choices', 'results', 'bestof', 'beam'],
    names: ['n', 'count', 'batch'],
  },
  {
    changes: 'what the provider runs by itself',
    parts: [
      'tool', 'function', 'search', 'web', 'brows', 'crawl', 'fetch', 'retriev', 'ground', 'plugin', 'connector', 'integration', 'extension', 'agent', 'mcp', 'skill', 'container', 'sandbox',
      'computer', 'codeexec', 'execut', 'interpreter', 'datasource', 'dataset', 'knowledge', 'url', 'callback', 'handoff',
    ],
    names: ['rag', 'apps', 'uri'],
  },
  {
    changes: 'what the provider keeps',
    parts: ['store', 'storage', 'retention', 'retain', 'persist', 'conversation', 'thread', 'session', 'history', 'memory', 'previous', 'defer', 'async', 'save', 'logging', 'training', 'distill', 'collection', 'kvtransfer'],
  },
  {
    changes: 'what is asked',
    parts: ['message', 'prompt', 'content', 'input', 'instruction', 'document', 'system', 'preamble', 'example', 'template', 'transform', 'file', 'attachment', 'prefix', 'suffix', 'query'],
  },
  {
    changes: 'in whose name it is asked',
    parts: ['apikey', 'secret', 'authoriz', 'credential', 'account', 'organization', 'project', 'workspace', 'profile', 'tenant', 'header'],
  },
];

/** Knobs that vendors document, and that only sound like the above. */
export const harmlessNames: ReadonlySet<string> = new Set([
  'addspecialtokens', 'allowedtokenids', 'badwordstokenids', 'cachesalt', 'dryallowedlength', 'lengthpenalty', 'exponentialdecaylengthpenalty', 'numthread', 'promptcachekey', 'promptlogprobs',
  'returntokenids', 'returntokensastokenids', 'skipspecialtokens', 'spacesbetweenspecialtokens', 'stopsequences', 'stoptokenids',
]);

/**
 * Objects in which vendors keep knobs, spelled as they are merged with ours. What is in them is judged like any field. In another
 * spelling a vendor could take the caller's object in place of ours, and the cap in ours would be lost.
 */
export const containerNames: ReadonlySet<string> = new Set(['additionalModelRequestFields', 'chat_template_kwargs', 'generationConfig', 'options', 'parameters']);

/** What stands in them is the caller's data: schemas, grammars and words, whose members may have any name. */
export const dataNames: ReadonlySet<string> = new Set(['format', 'grammar', 'guidedjson', 'json', 'jsonschema', 'logitbias', 'responsejsonschema', 'responseschema', 'schema']);
