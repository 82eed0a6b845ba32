// The words that fields of models may hold. Capabilities outside of this list are kept, with a warning: requests can ask
// for any word, and a typing error would make a model invisible to them.
export const knownCapabilities: readonly string[] = [
  'text_generation', 'code_generation', 'vision', 'functions', 'streaming', 'reasoning', 'embedding', 'json_mode', 'structured_output', 'image_generation', 'image_analysis',
  'audio', 'speech', 'transcription', 'translation', 'summarization', 'classification', 'moderation', 'rerank', 'web_search', 'long_context', 'multilingual', 'chat', 'fine_tuning', 'batch',
];
export const modelTypes: readonly string[] = ['text', 'vision', 'multimodal'];
export const inputTypes: readonly string[] = ['text', 'image', 'document', 'audio'];
export const outputTypes: readonly string[] = ['text', 'json', 'structured'];
export const tiers: readonly string[] = ['standard', 'basic', 'premium', 'enterprise'];
export const capCovers: readonly string[] = ['all', 'visible', 'advisory'];
export const cancelWords: readonly string[] = ['unknown', 'yes', 'no'];
/** Those of the router's order.ts. */
export const strategies: readonly string[] = ['priority', 'adaptive', 'cost_optimal', 'fastest_response', 'round_robin', 'weighted', 'least_loaded'];
