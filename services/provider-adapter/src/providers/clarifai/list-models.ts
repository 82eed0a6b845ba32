// The models of an app: https://docs.clarifai.com/create/models/. Plain REST, since the vendor's own packages for Node speak gRPC
// alone or have not been kept since 2024.
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { modelPagesMax } from '../../limits.js';
import { arrayAt, isObject, parseJson, textAt } from '../../toolkit/index.js';
import { accountHeaders, appPathOf } from './account.js';

const pageSize = 100;
/** The kinds that answer with concepts. */
const looks = /visual-(?:classifier|detector)|embedding-classifier|concept/;

export async function listClarifaiModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const signal = AbortSignal.timeout(context.timeoutMs);
  const models: ListedModel[] = [];
  for (let page = 1; page <= modelPagesMax; page += 1) {
    const response = await context.fetch(`${context.baseUrl}${appPathOf(context)}/models?page=${page}&per_page=${pageSize}`, { headers: accountHeaders(context), signal });
    const answer = parseJson(await response.text());
    if (!response.ok || !isObject(answer)) throw Object.assign(new Error(`Clarifai answered ${response.status}.`), { status: response.status });
    const found = arrayAt(answer, 'models').filter(isObject);
    for (const model of found) {
      const id = textAt(model, 'id');
      const kind = textAt(model, 'model_type_id') ?? '';
      if (id !== undefined) models.push({ id, displayName: textAt(model, 'name'), ownedBy: textAt(model, 'user_id'), capabilities: looks.test(kind) ? ['image_analysis'] : [] });
    }
    if (found.length < pageSize) break;
  }
  return models;
}
