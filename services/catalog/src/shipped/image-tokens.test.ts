// Goal: a picture's bound is the vendor's own most, and unknown where the vendor gives none.
import { describe, expect, it } from '@jest/globals';
import { imageTokensOf } from './image-tokens.js';

describe('imageTokensOf', () => {
  it.each([
    // 2 833 and 5 667 for each of 8 tiles: a picture of 2048 x 768 in high detail.
    { type: 'openai', model: 'gpt-4o-mini', tokens: 48_169n },
    { type: 'openai', model: 'gpt-4o-mini-2024-07-18', tokens: 48_169n },
    { type: 'openai', model: 'gpt-4o', tokens: 1_445n },
    { type: 'openai', model: 'gpt-4.1', tokens: 1_445n },
    { type: 'openai', model: 'o3', tokens: 1_275n },
    { type: 'openai', model: 'gpt-5-mini', tokens: 2_489n },
    { type: 'openai', model: 'gpt-5-nano', tokens: 3_779n },
    { type: 'openai', model: 'o4-mini', tokens: 2_642n },
    { type: 'anthropic', model: 'claude-opus-4-7', tokens: 4_784n },
    { type: 'anthropic', model: 'claude-3-5-haiku-20241022', tokens: 4_784n },
    { type: 'openai', model: 'gpt-5.4', tokens: undefined },
    { type: 'google', model: 'gemini-3-pro', tokens: undefined },
    { type: 'ollama', model: 'gpt-4o-mini', tokens: undefined },
  ])('$type $model: $tokens', ({ type, model, tokens }) => {
    expect(imageTokensOf(type, model)).toBe(tokens);
  });
});
