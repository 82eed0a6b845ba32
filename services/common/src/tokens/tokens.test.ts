// Goal: the bound holds for the worst tokenizer there can be, one token per byte, and never
// exceeds what the model could take in at all.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimatePromptTokens, estimateTextTokens, inputTokensBound, type Prompt, type PromptPart, type TokenCounting } from './index.js';

const counting: TokenCounting = { bytesFactor: 1n, tokensPerRequest: 3n, tokensPerMessage: 4n, tokensPerTool: 10n, tokensPerImage: 1_000n, contextWindowTokens: 100_000n };

function user(...parts: PromptPart[]): Prompt {
  return { messages: [{ role: 'user', parts }] };
}

describe('inputTokensBound', () => {
  const fixed = 3n + 4n + 4n;
  const cases: { name: string; prompt: Prompt; more?: Partial<TokenCounting>; tokens: bigint }[] = [
    { name: 'an empty message costs its fixed tokens', prompt: user(), tokens: fixed },
    { name: 'ASCII text costs its bytes', prompt: user({ kind: 'text', text: 'hello' }), tokens: fixed + 5n },
    { name: 'other scripts cost their UTF-8 bytes, not their characters', prompt: user({ kind: 'text', text: '日本' }), tokens: fixed + 6n },
    { name: 'a lone surrogate costs the bytes of what replaces it', prompt: user({ kind: 'text', text: '\ud800' }), tokens: fixed + 3n },
    { name: 'an expanding tokenizer costs three times the bytes', prompt: user({ kind: 'text', text: 'hello' }), more: { bytesFactor: 3n }, tokens: 3n + 4n + 12n + 15n },
    { name: 'tool calls and results are text', prompt: user({ kind: 'tool_call', name: 'add', argumentsText: '{}' }, { kind: 'tool_result', text: '42' }), tokens: fixed + 3n + 2n + 2n },
    { name: 'tools cost their text and a fixed part', prompt: { ...user(), tools: [{ name: 'add', description: 'sum', schemaText: '{}' }] }, tokens: fixed + 10n + 8n },
    { name: 'an output schema is sent and so it counts', prompt: { ...user(), outputSchemaText: '{"a":1}' }, tokens: fixed + 7n },
    { name: 'an image costs the model\'s fixed tokens', prompt: user({ kind: 'image' }), tokens: fixed + 1_000n },
    { name: 'an image of known size costs its own', prompt: user({ kind: 'image', tokensMax: 85n }), tokens: fixed + 85n },
    { name: 'an image of unknown cost is the whole window', prompt: user({ kind: 'image' }), more: { tokensPerImage: undefined }, tokens: 100_000n },
    { name: 'a document is the whole window', prompt: user({ kind: 'document' }), tokens: 100_000n },
    { name: 'audio is the whole window', prompt: user({ kind: 'audio' }), tokens: 100_000n },
    { name: 'long text is at most the window', prompt: user({ kind: 'text', text: 'x'.repeat(200_000) }), tokens: 100_000n },
    { name: 'a capped server tool sends the window once more per use', prompt: { ...user(), serverTools: [{ name: 'web_search', usesMax: 5n }] }, tokens: 600_000n },
    { name: 'an embedder may fill its window for each text', prompt: { messages: [user().messages[0]!, user().messages[0]!] }, more: { isEmbedder: true }, tokens: 200_000n },
  ];
  it.each(cases)('$name', ({ prompt, more, tokens }) => {
    expect(inputTokensBound(prompt, { ...counting, ...more })).toEqual({ kind: 'bounded', tokens });
  });

  it('is unbounded with a server tool that has no cap, and names it', () => {
    const serverTools = [{ name: 'web_search', usesMax: 5n }, { name: 'code' }];
    expect(inputTokensBound({ ...user(), serverTools }, counting)).toEqual({ kind: 'unbounded', serverTools: ['code'] });
  });

  it('is never below one token per byte of text within the window, and grows with the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 500 }), { maxLength: 20 }), (texts) => {
        const parts = texts.map((text): PromptPart => ({ kind: 'text', text }));
        const bound = inputTokensBound(user(...parts), counting);
        const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
        expect(bound).toMatchObject({ kind: 'bounded' });
        if (bound.kind === 'bounded') expect(bound.tokens).toBeGreaterThanOrEqual(BigInt(bytes));
      }),
    );
  });
});

describe('estimates', () => {
  it.each([
    { text: '', tokens: 0 },
    { text: 'a', tokens: 1 },
    { text: 'abcd', tokens: 1 },
    { text: 'abcde', tokens: 2 },
    { text: '日本', tokens: 2 },
  ])('guess $tokens for $text', ({ text, tokens }) => {
    expect(estimateTextTokens(text)).toBe(tokens);
  });

  it('add up over a prompt', () => {
    expect(estimatePromptTokens(user({ kind: 'text', text: 'abcdefgh' }, { kind: 'image' }))).toBe(1 + 2);
  });
});
