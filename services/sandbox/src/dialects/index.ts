// All dialects. A new one is a folder here and a line in this list.

import { createAnthropic } from './anthropic/index.js';
import { createBedrock } from './bedrock/index.js';
import { createClarifai } from './clarifai/index.js';
import type { DialectFactory } from './dialect.js';
import { createGoogle } from './google/index.js';
import { createGoogleVision } from './google-vision/index.js';
import { createOllama } from './ollama/index.js';
import { createOpenAi } from './openai/index.js';

export const dialects: Readonly<Record<string, DialectFactory>> = {
  openai: createOpenAi,
  anthropic: createAnthropic,
  ollama: createOllama,
  google: createGoogle,
  'google-vision': createGoogleVision,
  clarifai: createClarifai,
  bedrock: createBedrock,
};
