// OpenRouter, in OpenAI's dialect.
import { cachedUsage } from './cached-usage.js';
import { contextTooLong } from './context-too-long.js';
import { creditsSpent } from './credits-spent.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { failedStream } from './failed-stream.js';
import { inputFlagged } from './input-flagged.js';
import { keyRefused } from './key-refused.js';
import { overloaded } from './overloaded.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { stream } from './stream.js';
import { structuredOutput } from './structured-output.js';
import { toolCall } from './tool-call.js';

export const openrouter = [
  plain,
  stream,
  toolCall,
  parallelToolCalls,
  cachedUsage,
  reasoning,
  reasoningStream,
  structuredOutput,
  cutAtTheCap,
  rateLimited,
  creditsSpent,
  keyRefused,
  inputFlagged,
  contextTooLong,
  overloaded,
  failedStream,
];
