// Goal: a model is called by an interface that serves it, and a compatible server by the one that it has.
import { describe, expect, it } from '@jest/globals';
import { isByResponses } from './choose-api.js';

const itself = 'https://api.openai.com/v1';

describe('isByResponses', () => {
  it.each([
    { model: 'gpt-5-mini', baseUrl: itself, options: {}, expected: false },
    { model: 'gpt-5-pro', baseUrl: itself, options: {}, expected: true },
    { model: 'gpt-5.2-pro-2025-12-11', baseUrl: itself, options: {}, expected: true },
    { model: 'o3-deep-research', baseUrl: itself, options: {}, expected: true },
    { model: 'gpt-5.1-codex-mini', baseUrl: 'https://eu.api.openai.com/v1', options: {}, expected: true },
    { model: 'codex-mini-latest', baseUrl: itself, options: {}, expected: true },
    { model: 'gpt-5-prototype', baseUrl: itself, options: {}, expected: false },
    { model: 'gpt-5-pro', baseUrl: 'http://127.0.0.1:4010/v1', options: {}, expected: false },
    { model: 'gpt-5-pro', baseUrl: 'https://api.openai.com.example.net/v1', options: {}, expected: false },
    { model: 'gpt-5-pro', baseUrl: itself, options: { api: 'chat_completions' }, expected: false },
    { model: 'any', baseUrl: 'http://127.0.0.1:4010/v1', options: { api: 'responses' }, expected: true },
  ])('$model at $baseUrl with $options: $expected', ({ model, baseUrl, options, expected }) => {
    expect(isByResponses({ baseUrl, options: options as Record<string, string> }, model)).toBe(expected);
  });
});
