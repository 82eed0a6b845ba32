// Ollama's chat.
import { cachedUsage } from './cached-usage.js';
import { contextTooLong } from './context-too-long.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { failedStream } from './failed-stream.js';
import { keyRefused } from './key-refused.js';
import { modelNotFound } from './model-not-found.js';
import { overloaded } from './overloaded.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { stream } from './stream.js';
import { structuredOutput } from './structured-output.js';
import { toolCall } from './tool-call.js';
import { vision } from './vision.js';

export const ollama = [
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
  rateLimited,
  keyRefused,
  contextTooLong,
  modelNotFound,
  overloaded,
  failedStream,
];
