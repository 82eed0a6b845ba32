// Anthropic's messages.
import { billing } from './billing.js';
import { cachedUsage } from './cached-usage.js';
import { cachedUsageStream } from './cached-usage-stream.js';
import { contextTooLong } from './context-too-long.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { keyRefused } from './key-refused.js';
import { modelNotFound } from './model-not-found.js';
import { overloaded } from './overloaded.js';
import { overloadedStream } from './overloaded-stream.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { refusal } from './refusal.js';
import { serverTool } from './server-tool.js';
import { spendLimitReached } from './spend-limit-reached.js';
import { stream } from './stream.js';
import { toolCall } from './tool-call.js';
import { vision } from './vision.js';

export const anthropic = [
  plain,
  stream,
  toolCall,
  parallelToolCalls,
  cachedUsage,
  cachedUsageStream,
  reasoning,
  reasoningStream,
  vision,
  cutAtTheCap,
  refusal,
  serverTool,
  rateLimited,
  spendLimitReached,
  billing,
  keyRefused,
  contextTooLong,
  modelNotFound,
  overloaded,
  overloadedStream,
];
