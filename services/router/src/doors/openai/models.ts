// The model list in the dialect's shape; features are listed too, since `model` takes them.
import { AppError, Reason } from '@switchyard/common/errors';
import type { ListModelsResponse } from '@switchyard/proto/router/v1/overview';

export function modelList({ models, features }: ListModelsResponse): object {
  return {
    object: 'list',
    data: [
      ...models.map(({ name, provider, createdAtS }) => ({ id: name, object: 'model', created: Number(createdAtS), owned_by: provider })),
      ...features.map((name) => ({ id: `feature:${name}`, object: 'model', created: 0, owned_by: 'switchyard' })),
    ],
  };
}

export function modelObject(overview: ListModelsResponse, id: string): object {
  const found = (modelList(overview) as { data: { id: string }[] }).data.find((model) => model.id === id);
  if (found === undefined) throw new AppError(Reason.UNKNOWN_MODEL, `There is no model "${id}".`, { field: 'model', nextStep: 'List the models with GET /v1/models.' });
  return found;
}
