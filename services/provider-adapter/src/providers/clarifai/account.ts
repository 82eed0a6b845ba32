// Who calls, and where a model is: https://docs.clarifai.com/resources/api-overview/authentication
import type { ProviderAccount } from '../../adapter/provider.js';
import { cannotSay } from '../../toolkit/index.js';

export function accountHeaders(account: Pick<ProviderAccount, 'secret'>): Record<string, string> {
  return { authorization: `Key ${account.secret('api_key') ?? ''}` };
}

export function appPathOf({ options }: Pick<ProviderAccount, 'options'>): string {
  return `/v2/users/${segment(options['user_id'] || 'clarifai', 'options.user_id')}/apps/${segment(options['app_id'] || 'main', 'options.app_id')}`;
}

/** A model by its id, or one version of it: id/versions/version. */
export function outputsPathOf(row: Pick<ProviderAccount, 'options'>, model: string): string {
  return `${appPathOf(row)}/models/${model.split('/').map((word) => segment(word, 'model')).join('/')}/outputs`;
}

function segment(word: string, field: string): string {
  if (word === '' || word === '.' || word === '..') throw cannotSay(field, 'a name is not empty, and neither "." nor "..".');
  return encodeURIComponent(word);
}
