// Bedrock's Converse.
import { cachedUsage } from './cached-usage.js';
import { contextTooLong } from './context-too-long.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { guardrail } from './guardrail.js';
import { keyRefused } from './key-refused.js';
import { modelNotFound } from './model-not-found.js';
import { overloaded } from './overloaded.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { quotaExhausted } from './quota-exhausted.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { stream } from './stream.js';
import { throttledStream } from './throttled-stream.js';
import { toolCall } from './tool-call.js';
import { vision } from './vision.js';

export const bedrock = [
  plain,
  stream,
  toolCall,
  parallelToolCalls,
  cachedUsage,
  reasoning,
  reasoningStream,
  vision,
  cutAtTheCap,
  guardrail,
  rateLimited,
  quotaExhausted,
  keyRefused,
  contextTooLong,
  modelNotFound,
  overloaded,
  throttledStream,
];
