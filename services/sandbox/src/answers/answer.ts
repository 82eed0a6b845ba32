// An answer in the sandbox's own words, before a dialect puts it on the wire.

import type { Usage } from '../billing/usage.js';
import type { ChatRequest } from './request.js';

export interface Answer {
  /** What was asked, for vendors who repeat it. */
  request: ChatRequest;
  /** Random hexadecimal text; dialects put their prefix before it. */
  id: string;
  createdAtMs: number;
  /** The model name that the answer claims. */
  model: string;
  choices: readonly Choice[];
  usage: Usage;
  /** At the list price, for vendors who tell it. */
  costPicoUsd: bigint;
  /** False: the usage is left out. */
  usageShown: boolean;
  streamUsage: boolean;
  /** Usage so far on every chunk. */
  streamUsageOften: boolean;
  streamPadding?: boolean | undefined;
  /** For vendors who tell which tier an answer came from. */
  isBatch: boolean;
}

export interface Choice {
  /** What was thought first. */
  reasoning?: TextPart | undefined;
  parts: readonly Part[];
  /** `stop`, `length`, `tool_calls`, `content_filter`, `refusal`, or a raw value for the wire. */
  finish: string;
  /** The sequence that ended the text. */
  stopSequence?: string | undefined;
}

export type Part = TextPart | ToolCallPart;

export interface TextPart {
  kind: 'text';
  text: string;
  /** The text in pieces; empty for a plain answer. */
  chunks: readonly string[];
}

export interface ToolCallPart {
  kind: 'tool_call';
  /** Random text; dialects put their prefix before it. */
  id: string;
  name: string;
  /** The arguments as JSON text, which a behaviour or a token limit may have broken. */
  text: string;
  chunks: readonly string[];
}
