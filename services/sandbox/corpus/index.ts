// All exchanges, by dialect; a vendor's second interface has a name of its own.
import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { clarifai } from './clarifai/index.js';
import type { Exchange } from './exchange.js';
import { google } from './google/index.js';
import { googleVision } from './google-vision/index.js';
import { huggingface } from './huggingface/index.js';
import { ollama } from './ollama/index.js';
import { openai } from './openai/index.js';
import { openaiResponses } from './openai-responses/index.js';
import { openrouter } from './openrouter/index.js';

export { bytesOf } from './bytes.js';
export type { BinaryFrame, Exchange, ExchangeBody, ExchangeRequest, ExchangeResponse, ExchangeTask, ExpectedAnswer, ExpectedFailure, ExpectedLabel, ExpectedResult, ExpectedToolCall, ServerSentComment, ServerSentEvent } from './exchange.js';

export const corpus: Readonly<Record<string, readonly Exchange[]>> = { anthropic, bedrock, clarifai, google, 'google-vision': googleVision, huggingface, ollama, openai, 'openai-responses': openaiResponses, openrouter };
