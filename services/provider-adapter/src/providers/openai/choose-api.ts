// By which of OpenAI's two interfaces a model is called.
import type { ProviderAccount } from '../../adapter/provider.js';

/** Models that chat completions do not serve: https://platform.openai.com/docs/models, where each page lists its endpoints. */
const byResponsesAlone = /^(?:(?:o[1-9]|gpt-[5-9])[\w.-]*-(?:pro|codex|deep-research)|codex|computer-use)(?:-|$)/;

/** As the row says; else by the model, at OpenAI itself. Compatible servers have models of any name, and seldom more than chat completions. */
export function isByResponses({ options, baseUrl }: Pick<ProviderAccount, 'options' | 'baseUrl'>, model: string): boolean {
  const chosen = options['api'] ?? '';
  if (chosen !== '') return chosen === 'responses';
  return /^https:\/\/(?:[a-z]+\.)?api\.openai\.com\//.test(`${baseUrl}/`) && byResponsesAlone.test(model);
}
