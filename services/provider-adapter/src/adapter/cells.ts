// Everything that a vendor may offer: every provider says of each cell whether its vendor does, and on which page.
import type { Capability } from './provider.js';

export const cells = [
  'text', 'multi_turn', 'system', 'streaming', 'tools', 'parallel_tools', 'streamed_tools', 'vision', 'documents', 'audio_input', 'structured_output', 'reasoning', 'stop', 'max_tokens', 'usage',
  'embeddings', 'image_generation', 'image_analysis', 'models', 'probe', 'rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found',
] as const;

export type Cell = (typeof cells)[number];

/** What a vendor's pages say: page -> the cells that it speaks of. */
export type CellsByPage = Readonly<Record<string, readonly Cell[]>>;

/** Cells that a provider's own list of capabilities must know. */
export const capabilityOf: Readonly<Partial<Record<Cell, Capability>>> = {
  text: 'chat', streaming: 'stream', tools: 'tools', vision: 'vision', documents: 'documents', audio_input: 'audio_input', structured_output: 'json_schema', reasoning: 'reasoning',
  embeddings: 'embeddings', image_generation: 'image_generation', image_analysis: 'image_analysis', models: 'models',
};
