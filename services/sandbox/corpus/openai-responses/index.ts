// OpenAI's responses API.
import { cachedUsage } from './cached-usage.js';
import { contextTooLong } from './context-too-long.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { failedResponse } from './failed-response.js';
import { failedStreamNested } from './failed-stream-nested.js';
import { failedStream } from './failed-stream.js';
import { filtered } from './filtered.js';
import { keyRefused } from './key-refused.js';
import { modelNotFound } from './model-not-found.js';
import { modelOutOfReach } from './model-out-of-reach.js';
import { overloaded } from './overloaded.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { quotaExhausted } from './quota-exhausted.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { refusal } from './refusal.js';
import { refusalStream } from './refusal-stream.js';
import { stream } from './stream.js';
import { structuredOutput } from './structured-output.js';
import { thoughtToTheCap } from './thought-to-the-cap.js';
import { toolCall } from './tool-call.js';
import { vision } from './vision.js';

export const openaiResponses = [
  plain,
  stream,
  toolCall,
  parallelToolCalls,
  cachedUsage,
  reasoning,
  reasoningStream,
  structuredOutput,
  vision,
  cutAtTheCap,
  thoughtToTheCap,
  filtered,
  refusal,
  refusalStream,
  rateLimited,
  quotaExhausted,
  keyRefused,
  contextTooLong,
  modelNotFound,
  modelOutOfReach,
  overloaded,
  failedStream,
  failedStreamNested,
  failedResponse,
];
