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
      'tier', 'speed', 'fast', 'latenc', 'performance', 'priorit', 'accelerat', 'throughput', 'capacity', 'provision', 'dedicated', 'geo', 'region', 'residenc', 'locat', 'zone', 'countr',
      'jurisd', 'datacent', 'cach', 'ttl', 'expir', 'pric', 'cost', 'bill', 'usage', 'credit', 'charg', 'budget', 'resolution', 'detail', 'image', 'picture', 'photo', 'vision', 'visual', 'video',
      'audio', 'sound', 'speech', 'speak', 'voice', 'media', 'modal', 'guard', 'moderat', 'anthropicbeta', 'betas', 'processor', 'enhanc',
    ],
    names: ['beta', 'fps', 'flex', 'service', 'plan', 'ocr', 'pdf', 'tts', 'mode', 'quality', 'turbo', 'ultra'],
  },
  {
    changes: 'which model answers',
    parts: [
      'model', 'engine', 'deployment', 'fallback', 'rout', 'provider', 'preset', 'lora', 'adapter', 'checkpoint', 'variant', 'version', 'revision', 'snapshot', 'quantiz', 'draft', 'speculat',
      'ensemble', 'mixture', 'predict', 'backend', 'endpoint', 'upstream', 'gateway', 'proxy', 'server', 'host', 'vendor', 'apibase',
    ],
    // Gateways route by them.
    names: ['tags'],
  },
  {
    changes: 'the cap on the answer',
    parts: ['token', 'max', 'limit', 'length', 'genlen', 'truncat', 'trim', 'overflow', 'context', 'ctx', 'window', 'compact', 'compress', 'effort', 'think', 'thought', 'reason', 'inferenceconfig', 'stream'],
  },
  {
    changes: 'how many answers are made',
    parts: ['num', 'count', 'candidate', 'sequences', 'generation', 'samples', 'answer', 'completion', 'choices', 'results', 'alternatives', 'bestof', 'nbest', 'beam', 'parallel', 'cmpl', 'nresponses', 'retries', 'rollout', 'variation'],
    // As a part, it would bar responseSchema.
    names: ['n', 'batch', 'responses', 'outputs'],
  },
  {
    changes: 'what the provider runs by itself',
    parts: [
      'tool', 'function', 'search', 'web', 'internet', 'brows', 'crawl', 'fetch', 'retriev', 'rag', 'ground', 'plugin', 'addon', 'connector', 'integrat', 'extension', 'agent', 'assistant', 'workflow',
      'mcp', 'skill', 'container', 'sandbox', 'computer', 'shell', 'runtime', 'environment', 'codeexec', 'execut', 'interpreter', 'datasource', 'dataset', 'knowledge', 'url', 'callback', 'hook',
      'notif', 'handoff', 'steps', 'turns', 'iterat', 'deepread', 'knowid', 'botid', 'mockresponse',
    ],
    names: ['apps', 'uri'],
  },
  {
    changes: 'what the provider keeps',
    parts: ['stor', 'retention', 'retain', 'persist', 'conversation', 'thread', 'session', 'histor', 'memor', 'previous', 'defer', 'async', 'save', 'saving', 'logging', 'logrequest', 'training', 'trainon', 'distill', 'collect', 'kvtransfer'],
    names: ['log', 'logs', 'train'],
  },
  {
    changes: 'what is asked',
    parts: ['message', 'prompt', 'content', 'input', 'instruction', 'document', 'system', 'preamble', 'example', 'template', 'transform', 'file', 'attachment', 'prefix', 'suffix', 'query'],
  },
  {
    changes: 'in whose name it is asked',
    parts: ['apikey', 'secret', 'auth', 'passw', 'bearer', 'credential', 'organi', 'project', 'workspace', 'profile', 'tenant', 'header', 'onbehalf', 'appid', 'spaceid', 'nvext', 'extraarg', 'veniceparam'],
    names: ['key', 'keys', 'org', 'orgid', 'team', 'teamid'],
  },
];

/** Knobs that vendors document, and that only sound like the above. */
export const harmlessNames: ReadonlySet<string> = new Set([
  'addspecialtokens', 'allowedtokenids', 'badwordstokenids', 'cachesalt', 'countpenalty', 'dryallowedlength', 'lengthpenalty', 'exponentialdecaylengthpenalty', 'numa', 'numbatch', 'numgpu', 'numkeep',
  'numthread', 'promptcachekey', 'promptlogprobs',
  'returntokenids', 'returntokensastokenids', 'skipspecialtokens', 'spacesbetweenspecialtokens', 'stopsequences', 'stoptokenids',
]);

/**
 * Objects in which vendors keep knobs, spelled as they are merged with ours. What is in them is judged like any field. In another
 * spelling a vendor could take the caller's object in place of ours, and the cap in ours would be lost.
 */
export const containerNames: ReadonlySet<string> = new Set(['additionalModelRequestFields', 'chat_template_kwargs', 'generationConfig', 'options', 'parameters']);

/** What stands in them is the caller's data: schemas, grammars and words, whose members may have any name. */
export const dataNames: ReadonlySet<string> = new Set(['format', 'grammar', 'guidedjson', 'json', 'jsonschema', 'logitbias', 'responsejsonschema', 'responseschema', 'schema']);
