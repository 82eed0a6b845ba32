// Goal: no spelling, no nesting and no vendor's container gets a field past a tenant's leave that changes the price, the model, the
// cap, the number of answers, what the provider runs by itself or what it keeps.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chatFields } from '../doors/openai/fields.js';
import { responseFields } from '../doors/openai/responses/fields.js';
import { messageFields } from '../doors/anthropic/fields.js';
import { extraFieldDepthMax } from '../limits.js';
import { barredGroups, containerNames, dataNames, harmlessNames } from './barred-fields.js';
import { findBarredField, squeeze } from './find-barred-field.js';

// As vendors document them, in words, so that every spelling can be made of them.
const costly = [
  // OpenAI, Azure
  'n', 'service tier', 'modalities', 'audio', 'prediction', 'web search options', 'background', 'tools', 'functions', 'function call', 'max tokens', 'max completion tokens', 'max output tokens',
  'max tool calls', 'store', 'previous response id', 'conversation', 'prompt', 'prompt cache retention', 'reasoning', 'reasoning effort', 'truncation', 'data sources', 'model', 'messages', 'stream', 'stream options',
  // Anthropic
  'thinking', 'speed', 'inference geo', 'mcp servers', 'container', 'context management', 'cache control', 'fallbacks', 'anthropic beta', 'system',
  // Google
  'candidate count', 'thinking config', 'response modalities', 'speech config', 'image config', 'media resolution', 'cached content', 'tool config', 'system instruction', 'contents', 'routing config', 'model selection config', 'sample count', 'include thoughts', 'automatic function calling',
  // Bedrock
  'inference config', 'performance config', 'guardrail config', 'prompt variables', 'max gen len', 'max tokens to sample', 'num results',
  // Ollama, vLLM, Hugging Face
  'num predict', 'num ctx', 'think', 'best of', 'use beam search', 'min tokens', 'truncate prompt tokens', 'chat template', 'mm processor kwargs', 'num return sequences', 'num outputs', 'revision', 'max new tokens', 'max length', 'adapter id',
  // OpenRouter, xAI, Perplexity, Mistral, Cohere, Groq, Qwen
  'models', 'route', 'provider', 'plugins', 'preset', 'usage', 'transforms', 'search parameters', 'deferred', 'search mode', 'return images', 'connectors', 'documents', 'num generations', 'compound custom tools',
  'enable search', 'enable thinking', 'thinking budget', 'prompt caching', 'quantizations', 'rag config', 'web hook', 'log requests', 'assistant id', 'enable citations search', 'provisioned throughput', 'agent id', 'safe prompt', 'api key', 'project id', 'workspace id',
  // Baichuan, Hunyuan, MiniMax, Zhipu, and gateways in between
  'n cmpl', 'enable enhancement', 'enable deep read', 'know ids', 'bot id', 'app id', 'user app id', 'space id', 'n responses', 'responses', 'retries', 'num retries', 'tags', 'api base', 'base url',
  'mode', 'quality', 'turbo', 'ultra', 'outputs', 'rollouts', 'num variations', 'nvext', 'extra args', 'venice parameters', 'mock response',
];

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const spellings: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('-'),
  (words) => words.join('.'),
  (words) => words.join(' '),
  (words) => words.join(''),
  (words) => words.map(capital).join(''),
  ([first = '', ...rest]) => [first, ...rest.map(capital)].join(''),
  (words) => words.join('_').toUpperCase(),
  (words) => `__${words.join('\u200B_')}__`,
  (words) => words.join('_').replace('s', '\u017F').replace('k', '\u212A'),
  (words) => words.join('_').replace('i', '\u0131'),
  (words) => words.join('').replaceAll(/[a-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
];

/** Its members stand in a list. */
const listed = 'knobs';

const spelt = fc.tuple(fc.constantFrom(...costly), fc.constantFrom(...spellings)).map(([words, spell]) => spell(words.split(' ')));
const nest = fc.array(fc.constantFrom(...containerNames, 'extra_body', 'vllm_xargs', listed), { maxLength: extraFieldDepthMax / 2 - 1 });

describe('findBarredField', () => {
  it('finds what costs, whatever its spelling and however deep it stands', () => {
    fc.assert(
      fc.property(spelt, nest, fc.jsonValue(), (name, around, value) => {
        const fields = around.reduceRight<unknown>((inner, outer) => ({ min_p: 0.1, [outer]: outer === listed ? [inner] : inner }), { top_k: 3, [name]: value });
        expect(findBarredField(fields)?.path).toEqual([...around.flatMap((outer) => (outer === listed ? [outer, '0'] : [outer])), name]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(costly)('knows %s as it stands', (words) => expect(findBarredField({ [words.replaceAll(' ', '_')]: 1 })).toBeDefined());

  it.each([
    ...['min_p', 'top_k', 'topK', 'top_a', 'typical_p', 'repetition_penalty', 'repeat_penalty', 'mirostat_tau', 'seed', 'verbosity', 'logit_bias', 'user', 'safetySettings', 'keep_alive', 'num_gpu', 'num_thread', 'num_keep', 'ignore_eos', 'watermark', 'count_penalty', 'dry_sequence_breakers', 'repeat_last_n', 'structured_outputs', 'frequency_penalty', 'response_format', 'temperature'],
    ...['stop_token_ids', 'skip_special_tokens', 'prompt_cache_key', 'length_penalty', 'requestMetadata', 'safe_mode', 'safety_identifier', 'guided_choice', 'xtc_probability', 'metadata'],
    ...[chatFields, responseFields, messageFields].flatMap(({ vendorOnly }) => [...vendorOnly]),
  ])('lets %s pass', (name) => expect(findBarredField({ [name]: 1, generationConfig: { [name]: 1 } })).toBeUndefined());

  it.each([...containerNames])('lets %s pass with what is harmless in it, in the spelling that is merged with ours alone', (name) => {
    expect(findBarredField({ [name]: { topK: 3 } })).toBeUndefined();
    for (const value of [null, [], 'x', [{ topK: 3 }]]) expect(findBarredField({ [name]: value })?.path).toEqual([name]);
    const other = name === name.toLowerCase() ? name.toUpperCase() : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(findBarredField({ [other]: { topK: 3 } })).toEqual({ path: [other], changes: expect.stringContaining(`spelled ${name}`) });
  });

  it.each([...dataNames])('leaves the names in %s to the caller', (name) => {
    expect(findBarredField({ [name]: { type: 'object', properties: { model: { type: 'string' }, n: { type: 'integer' } } } })).toBeUndefined();
    expect(findBarredField({ structured: { [name]: { tools: 1 } }, n: 2 })?.path).toEqual(['n']);
  });

  it('follows a nest down to its limit, and lets none deeper pass', () => {
    const deep = (levels: number): object => Array.from({ length: levels - 1 }).reduce<object>((inner) => ({ knobs: inner }), { knobs: 1 });
    expect(findBarredField(deep(extraFieldDepthMax))).toBeUndefined();
    expect(findBarredField(deep(extraFieldDepthMax + 1))?.path).toHaveLength(extraFieldDepthMax);
    expect(findBarredField(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))?.path).toHaveLength(extraFieldDepthMax);
  });
});

describe('the lists', () => {
  it('are written as names are compared', () => {
    const listed = [...harmlessNames, ...dataNames, ...barredGroups.flatMap(({ parts, names = [] }) => [...parts, ...names])];
    expect(listed.filter((name) => squeeze(name) !== name)).toEqual([]);
  });

  it('excuse nothing that is not barred', () => {
    const isBarred = (name: string): boolean => barredGroups.some(({ parts }) => parts.some((part) => name.includes(part)));
    expect([...harmlessNames].filter((name) => !isBarred(name))).toEqual([]);
    expect([...dataNames].filter(isBarred)).toEqual([]);
  });
});
