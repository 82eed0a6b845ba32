// Callers by HTTP always mean a model; one that names none gets the default or a refusal, never a guess.
import { AppError, Reason } from '@switchyard/common/errors';
import type { CatalogView } from '../../domain/catalog-view.js';

export function needModel({ model, feature }: { readonly model: string; readonly feature: string }, catalog: CatalogView | undefined): void {
  if (model !== '' || feature !== '' || catalog === undefined || (catalog.defaults?.model ?? '') !== '') return;
  throw new AppError(Reason.MISSING_FIELD, 'model: it is missing, and the catalog has no default.', { field: 'model', nextStep: 'Name a model or "feature:<name>"; GET /v1/models lists them. An operator sets the default with DEFAULT_AI_MODEL.' });
}
