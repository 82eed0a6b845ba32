// How Azure is tested: the sandbox's flavour of the same name by its dated API, and the official SDK's own Azure client.
import { AzureOpenAI } from 'openai';
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiOracle } from '../../testing/openai-oracle.js';

const apiVersion = '2024-10-21';
const resourceOf = (url: string): string => url.replace(/\/openai$/, '');

export const conformance: ProviderConformance = {
  models: { chat: 'gpt-4.1-mini', embedding: 'text-embedding-3-small', image: 'gpt-image-1', reasoning: 'gpt-5-mini' },
  thoughts: { areHidden: true },
  options: { api_version: apiVersion },
  baseUrl: resourceOf,
  filtered: 'content_filter',
  oracle: (question) => openAiOracle(question, { client: new AzureOpenAI({ apiKey: 'sk-oracle', endpoint: resourceOf(question.baseUrl), apiVersion, maxRetries: 0 }) }),
};
