// The catalog of a run without provider keys: the sandbox's vendors under the names that the README uses.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The sandbox takes any key. */
export const sandboxKey = 'sandbox';

/** Written anew by each run, since the sandbox's ports change; a user's own file is never touched. */
export function writeDevCatalog(file: string, baseUrls: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, devCatalog(baseUrls));
}

function devCatalog(urls: Readonly<Record<string, string>>): string {
  return `# Written by make dev for its sandbox. Changes here are lost: copy it, change the copy, and apply that:
#   SANDBOX_KEY=${sandboxKey} npx switchyard catalog apply copy.yaml
# The sandbox takes any key. Its addresses are good for this run only.
providers:
  - { id: openai-eu, type: openai, base_url: "${urls['openai-eu']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: openai-us, type: openai, base_url: "${urls['openai-us']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: anthropic, type: anthropic, base_url: "${urls['anthropic']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: ollama, type: ollama, base_url: "${urls['ollama']}", allow_private: true }
models:
  - { name: quick, provider: openai-eu, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming],
      prices: { per: 1000000, input: "0.25", cached_input: "0.025", output: "2.00", batch: { input: "0.125", cached_input: "0.0125", output: "1.00" } }, default_output_tokens: 4096, fallbacks: [quick-us] }
  - { name: quick-us, provider: openai-us, model: gpt-5-mini, context_window: 128000, capabilities: [text_generation, vision, functions, streaming], prices: { per: 1000000, input: "0.25", output: "2.00", inherits: true } }
  - { name: careful, provider: anthropic, model: claude-sonnet-4-6, context_window: 200000, capabilities: [text_generation, vision, functions, streaming],
      prices: { per: 1000000, input: "3", cached_input: "0.30", cache_write_5m: "3.75", cache_write_1h: "6", output: "15", batch: { input: "1.50", cached_input: "0.15", cache_write_5m: "1.875", cache_write_1h: "3", output: "7.50" } }, default_output_tokens: 4096, fallbacks: [quick] }
  - { name: local, provider: ollama, model: llama3.2, context_window: 131072, capabilities: [text_generation, functions, streaming], prices: { per: 1000000, input: "0", output: "0", inherits: true } }
  - { name: vectors, provider: openai-eu, model: text-embedding-3-small, context_window: 8192, capabilities: [embedding], prices: { per: 1000000, input: "0.02" } }
  - { name: vectors-local, provider: ollama, model: nomic-embed-text, context_window: 8192, capabilities: [embedding], local: true }
  - { name: pictures, provider: openai-eu, model: gpt-image-1, context_window: 32000, max_tokens: 6240, capabilities: [image_generation], prices: { per: 1000000, input: "5", output_image: "40" } }
features:
  - { name: photo_analysis, chain: [quick, quick-us], strategy: priority }
defaults: { model: quick }
`;
}
