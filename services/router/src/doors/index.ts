// The HTTP dialects that the router speaks, the one that owns everything else last.
import { anthropicDialect } from './anthropic/index.js';
import type { HttpDialect } from './http/dialect.js';
import { openAiDialect } from './openai/index.js';

export const httpDialects: readonly HttpDialect[] = [anthropicDialect, openAiDialect];
