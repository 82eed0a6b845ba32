// What today's models can do, by the names of their families: the package knows prices, the vendors' model pages the rest.
//   https://platform.openai.com/docs/models  https://docs.anthropic.com/en/docs/about-claude/models
//   https://ai.google.dev/gemini-api/docs/models  https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
//
// A family that is not listed can be priced, and is not offered by itself: what it can do has to be said by a person.

interface Family {
  readonly type: string;
  readonly pattern: RegExp;
  readonly capabilities: readonly string[];
}

const multimodal = ['text_generation', 'code_generation', 'vision', 'functions', 'streaming'];
const reasoning = [...multimodal, 'reasoning'];
const text = ['text_generation', 'streaming'];

/** The first that fits counts. */
const families: readonly Family[] = [
  { type: 'openai', pattern: /^text-embedding-/, capabilities: ['embedding'] },
  { type: 'openai', pattern: /^(gpt-4o|gpt-4o-mini|gpt-4\.1(-mini|-nano)?|gpt-4-turbo)$/, capabilities: multimodal },
  { type: 'openai', pattern: /^gpt-3\.5-turbo$/, capabilities: [...text, 'functions'] },
  { type: 'openai', pattern: /^gpt-[56](\.[0-9])?(-(mini|nano|pro|codex|codex-mini|luna|sol|terra|astra))?$/, capabilities: reasoning },
  { type: 'openai', pattern: /^(o1|o3|o3-pro|o4-mini)$/, capabilities: reasoning },
  { type: 'anthropic', pattern: /^claude-(haiku|sonnet|opus|fable)-/, capabilities: reasoning },
  { type: 'anthropic', pattern: /^claude-3-/, capabilities: multimodal },
  { type: 'google', pattern: /embedding/, capabilities: ['embedding'] },
  { type: 'google', pattern: /^gemini-[0-9.]+-(pro|flash|flash-lite)$/, capabilities: reasoning },
  // What the package names regional is an inference profile of some region, whose name only the account knows.
  { type: 'bedrock', pattern: /^global\.anthropic\.claude-/, capabilities: reasoning },
  { type: 'bedrock', pattern: /^amazon\.nova-(lite|pro|premier)-v/, capabilities: multimodal },
  { type: 'bedrock', pattern: /^amazon\.nova-micro-v/, capabilities: [...text, 'functions'] },
  // OpenRouter names a model after its maker; what all of them share is text.
  { type: 'openrouter', pattern: /^[a-z0-9-]+\/[a-z0-9]/, capabilities: text },
];

export function capabilitiesOf(providerType: string, modelId: string): readonly string[] | undefined {
  return families.find(({ type, pattern }) => type === providerType && pattern.test(modelId))?.capabilities;
}
