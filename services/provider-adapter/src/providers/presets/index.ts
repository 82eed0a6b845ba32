// Vendors of OpenAI's dialect that are data alone. A further one is a file beside this, an import and a name in the list
// here, and a flavour of its id in the sandbox (services/sandbox/src/dialects/openai/flavours.ts), which its tests ask.
import type { Preset } from '../../toolkit/index.js';
import { cerebras } from './cerebras.js';
import { cohere } from './cohere.js';
import { deepseek } from './deepseek.js';
import { fireworks } from './fireworks.js';
import { groq } from './groq.js';
import { mistral } from './mistral.js';
import { nvidia } from './nvidia.js';
import { perplexity } from './perplexity.js';
import { sambanova } from './sambanova.js';
import { together } from './together.js';
import { xai } from './xai.js';

export const presets: readonly Preset[] = [cerebras, cohere, deepseek, fireworks, groq, mistral, nvidia, perplexity, sambanova, together, xai];
