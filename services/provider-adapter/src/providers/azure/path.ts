// Where a call goes below the resource's address:
// https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
import { cannotSay, type OpenAiCall } from '../../toolkit/index.js';

const calls: Readonly<Record<OpenAiCall | 'models', string>> = { chat: '/chat/completions', embeddings: '/embeddings', images: '/images/generations', models: '/models' };

/** Throws CALLER for a deployment that would leave its place in the path. */
export function pathOf({ call, deployment, apiVersion }: { call: OpenAiCall | 'models'; deployment: string; apiVersion: string }): string {
  if (apiVersion === '') return `/openai/v1${calls[call]}`;
  if (call !== 'models' && (deployment === '' || deployment === '.' || deployment === '..' || deployment.includes('/'))) throw cannotSay('model', 'a name of a deployment is not empty, neither "." nor "..", and has no slash.');
  const place = call === 'models' ? '' : `/deployments/${encodeURIComponent(deployment)}`;
  return `/openai${place}${calls[call]}?api-version=${encodeURIComponent(apiVersion)}`;
}
