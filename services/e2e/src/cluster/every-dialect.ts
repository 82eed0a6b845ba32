// A run whose models stand with vendors of different dialects, each played by the sandbox.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@switchyard/sandbox';
import { startLocalCluster, type LocalCluster } from './local-cluster.js';

/** A model's name is its vendor's. */
export const chatModels = ['gpt', 'claude', 'gemini', 'llama'] as const;

export interface EveryDialect {
  readonly cluster: LocalCluster;
  stop(): Promise<void>;
}

export async function startEveryDialect(): Promise<EveryDialect> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-dialects-'));
  const dialects = ['openai', 'anthropic', 'google', 'ollama'] as const;
  const sandbox = await startSandbox({ ports: dialects.map((dialect) => ({ name: dialect, dialect, port: 0 })), seed: 7 });
  const file = join(folder, 'switchyard.yaml');
  writeFileSync(file, catalogOf(sandbox.baseUrls));
  const putAway = async (): Promise<void> => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const cluster = await startLocalCluster({ isSingle: true, env: { SWITCHYARD_CATALOG: file, SANDBOX_KEY: 'any' } });
    return { cluster, stop: () => cluster.stop().finally(putAway) };
  } catch (error) {
    await putAway();
    throw error;
  }
}

function catalogOf(urls: Readonly<Record<string, string>>): string {
  const talks = 'capabilities: [text_generation, vision, functions, streaming, structured_output], prices: { per: 1000000, input: "1", output: "2", inherits: true }, default_output_tokens: 1024';
  return `providers:
  - { id: openai, type: openai, base_url: "${urls['openai']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: anthropic, type: anthropic, base_url: "${urls['anthropic']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: google, type: google, base_url: "${urls['google']}", allow_private: true, api_key: { env: SANDBOX_KEY } }
  - { id: ollama, type: ollama, base_url: "${urls['ollama']}", allow_private: true }
models:
  - { name: gpt, provider: openai, model: gpt-5-mini, context_window: 128000, ${talks} }
  - { name: claude, provider: anthropic, model: claude-sonnet-4-6, context_window: 200000, ${talks} }
  - { name: gemini, provider: google, model: gemini-2.5-flash, context_window: 1000000, ${talks} }
  - { name: llama, provider: ollama, model: llama3.2, context_window: 131072, ${talks} }
  - { name: embedder, provider: openai, model: text-embedding-3-small, context_window: 8192, capabilities: [embedding], prices: { per: 1000000, input: "0.02" } }
`;
}
