// All dialects. A new one is a folder here and a line in this list; a vendor that speaks OpenAI's is a line in
// openai/flavours.ts.

import { createAnthropic } from './anthropic/index.js';
import { createBedrock } from './bedrock/index.js';
import { createClarifai } from './clarifai/index.js';
import type { DialectFactory } from './dialect.js';
import { createGoogle } from './google/index.js';
import { createGoogleVision } from './google-vision/index.js';
import { createHuggingFace } from './huggingface/index.js';
import { createOllama } from './ollama/index.js';
import { createOpenAi } from './openai/index.js';
import { flavours } from './openai/flavours.js';

/** Each has a port of its own on the command line. */
export const dialects: Readonly<Record<string, DialectFactory>> = {
  openai: () => createOpenAi(),
  anthropic: createAnthropic,
  ollama: createOllama,
  google: createGoogle,
  'google-vision': createGoogleVision,
  clarifai: createClarifai,
  bedrock: createBedrock,
  huggingface: createHuggingFace,
};

/** A dialect or a flavour by its name. */
export function findDialect(id: string): DialectFactory | undefined {
  if (Object.hasOwn(dialects, id)) return dialects[id];
  const flavour = flavours.find((known) => known.id === id);
  return flavour === undefined ? undefined : () => createOpenAi(flavour);
}

export function dialectNames(): string[] {
  return [...Object.keys(dialects), ...flavours.map(({ id }) => id)];
}
