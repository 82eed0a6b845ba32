// Where a model is called: the Gemini API names it alone, Vertex AI inside a project and a location.
//   https://ai.google.dev/api  https://cloud.google.com/vertex-ai/generative-ai/docs/reference/rest
import type { ProviderAccount } from '../../adapter/provider.js';
import { cannotSay } from '../../toolkit/index.js';

type Row = Pick<ProviderAccount, 'options' | 'project'>;

/** A location is part of a host name, and a project of a path. */
const name = /^[a-z0-9][a-z0-9.:-]*$/;

export function isVertex({ options }: Pick<ProviderAccount, 'options'>): boolean {
  return (options['location'] ?? '') !== '';
}

/** Vertex AI has an address per location; undefined leaves the Gemini API's. */
export function baseUrlFor(options: Readonly<Record<string, string>>): string | undefined {
  if (!isVertex({ options })) return undefined;
  const location = options['location']!;
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  // https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations: two continents have an address of another kind.
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`;
  return name.test(location) ? `https://${location}-aiplatform.googleapis.com` : '';
}

/** A path as it is appended to the base URL. Throws CALLER when the row lacks the project. */
export function pathOf(row: Row, model: string, method: string): string {
  return `${modelPathOf(row, model)}:${method}`;
}

export function versionOf(row: Pick<ProviderAccount, 'options'>): string {
  return row.options['api_version'] || (isVertex(row) ? 'v1' : 'v1beta');
}

function modelPathOf(row: Row, model: string): string {
  const version = encodeURIComponent(versionOf(row));
  if (model.split('/').some((word) => word === '' || word === '.' || word === '..')) throw cannotSay('model', 'a name of a model has no part that is empty, "." or "..".');
  const resource = model.split('/').map(encodeURIComponent).join('/');
  // Tuned models bring their collection: tunedModels/my-model, or endpoints/123 of the project.
  if (!isVertex(row)) return `/${version}/${model.includes('/') ? resource : `models/${resource}`}`;
  const project = row.options['project'] || row.project;
  const location = row.options['location']!;
  if (!name.test(project)) throw cannotSay('options.project', 'Vertex AI needs the id of a Google Cloud project.');
  if (!name.test(location)) throw cannotSay('options.location', 'it is no location such as europe-west4.');
  return `/${version}/projects/${project}/locations/${location}/${model.includes('/') ? resource : `publishers/google/models/${resource}`}`;
}
