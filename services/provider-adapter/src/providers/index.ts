// The providers this adapter knows: one line each. A further one is a folder and a line here.
import type { Provider } from '../adapter/provider.js';
import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { clarifai } from './clarifai/index.js';
import { google } from './google/index.js';
import { googleVision } from './google-vision/index.js';
import { ollama } from './ollama/index.js';
import { openai } from './openai/index.js';

export const providers: readonly Provider[] = [anthropic, bedrock, clarifai, google, googleVision, ollama, openai];
