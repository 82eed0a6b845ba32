// A request in the sandbox's own words, after a dialect has read it.

import type { JsonObject } from '../http/json.js';

export interface ChatRequest {
  model: string;
  stream: boolean;
  /** Where a directive may stand, and what an echo repeats. */
  lastUserText: string;
  /** By the sandbox's own count. */
  inputTokens: number;
  tools: readonly Tool[];
  toolChoice: ToolChoice;
  /** Undefined: the model's own limit. */
  outputTokensMax?: number | undefined;
  stopSequences: readonly string[];
  /** How many answers were asked for. */
  choices: number;
  /** A structured answer is wanted; `{}` is any JSON. */
  answerSchema?: JsonObject | undefined;
  /** The model is asked to think first, in the vendor's own way; `if_able`: a model that reasons does so unasked. */
  reasons?: boolean | 'if_able';
  /** The caller of a stream wants usage; plain answers always have it. */
  streamUsage: boolean;
  /** Usage so far on every chunk of a stream. */
  streamUsageOften?: boolean;
  /** Chunks are filled up so that their sizes tell nothing; absent where the vendor does no such thing. */
  streamPadding?: boolean | undefined;
  /** The request as it came, for the dialect's own rules. */
  body: JsonObject;
}

export interface Tool {
  name: string;
  schema: unknown;
}

export type ToolChoice = 'none' | 'auto' | 'required' | { name: string };

export interface ImageRequest {
  model: string;
  prompt: string;
  count: number;
  /** As asked for; the vendor's own where nothing was. */
  size: string;
  quality: string;
  format: string;
  inputTokens: number;
}

export interface AnalyzeRequest {
  model: string;
  /** Addresses, or bytes as base64. */
  pictures: readonly string[];
  /** Per picture. */
  labelsMax: number;
}

export interface EmbedRequest {
  model: string;
  inputs: readonly string[];
  dimensions?: number | undefined;
  base64: boolean;
  inputTokens: number;
}
