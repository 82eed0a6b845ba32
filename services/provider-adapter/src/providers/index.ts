// The providers this adapter knows. A further one is a folder, and an import and a name in the list here; a vendor that
// speaks OpenAI's dialect may be a file in presets/, and an import and a name there.
import type { Provider } from '../adapter/provider.js';
import { presetProvider } from '../toolkit/index.js';
import { anthropic } from './anthropic/index.js';
import { azure } from './azure/index.js';
import { bedrock } from './bedrock/index.js';
import { clarifai } from './clarifai/index.js';
import { google } from './google/index.js';
import { googleVision } from './google-vision/index.js';
import { huggingface } from './huggingface/index.js';
import { lmstudio } from './lmstudio/index.js';
import { ollama } from './ollama/index.js';
import { openai } from './openai/index.js';
import { openrouter } from './openrouter/index.js';
import { presets } from './presets/index.js';
import { vllm } from './vllm/index.js';

export const providers: readonly Provider[] = [anthropic, azure, bedrock, clarifai, google, googleVision, huggingface, lmstudio, ollama, openai, openrouter, vllm, ...presets.map(presetProvider)];
