// Hugging Face: the router in OpenAI's dialect, and the tasks of hf-inference.
import { cachedUsage } from './cached-usage.js';
import { contextTooLong } from './context-too-long.js';
import { creditsSpent } from './credits-spent.js';
import { cutAtTheCap } from './cut-at-the-cap.js';
import { embeddings } from './embeddings.js';
import { embeddingsUncounted } from './embeddings-uncounted.js';
import { failedStream } from './failed-stream.js';
import { keyRefused } from './key-refused.js';
import { labels } from './labels.js';
import { modelLoading } from './model-loading.js';
import { modelNotFound } from './model-not-found.js';
import { painting } from './painting.js';
import { parallelToolCalls } from './parallel-tool-calls.js';
import { plain } from './plain.js';
import { rateLimited } from './rate-limited.js';
import { reasoning } from './reasoning.js';
import { reasoningStream } from './reasoning-stream.js';
import { stream } from './stream.js';
import { structuredOutput } from './structured-output.js';
import { taskNotFound } from './task-not-found.js';
import { toolCall } from './tool-call.js';
import { vision } from './vision.js';

export const huggingface = [
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
  embeddings,
  embeddingsUncounted,
  painting,
  labels,
  rateLimited,
  creditsSpent,
  keyRefused,
  modelNotFound,
  taskNotFound,
  modelLoading,
  contextTooLong,
  failedStream,
];
