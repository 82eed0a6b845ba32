// Clarifai's own SDK for the tests: `clarifai`, its package for REST. What it makes now (clarifai-nodejs) speaks gRPC alone
// and cannot be pointed at REST; this one is not kept any more, and still asks what the REST API answers.
import { createRequire } from 'node:module';
import type { Label } from '../../adapter/answer-step.js';
import type { LookQuestion, OracleResult, SdkCall } from '../../testing/conformance.js';

interface Concept {
  readonly name: string;
  readonly value: number;
}

interface Output {
  readonly status: { readonly code: number; readonly description: string };
  readonly data: { readonly concepts?: readonly Concept[]; readonly regions?: readonly { readonly data: { readonly concepts: readonly Concept[] } }[] };
}

/** What is used of it: it has no types of its own. */
interface ClarifaiSdk {
  App: new (options: { apiKey: string; apiEndpoint: string; userId: string; appId: string }) => {
    models: { predict(model: { id: string; version?: string }, inputs: readonly object[], config: object): Promise<{ outputs: readonly Output[] }> };
  };
}

interface Body {
  readonly inputs: readonly { readonly data: { readonly image: object } }[];
  readonly model?: { readonly output_info: { readonly output_config: { readonly max_concepts: number } } };
}

export async function callClarifai({ model, body, address }: SdkCall): Promise<OracleResult> {
  const { inputs, model: config } = body as Body;
  return { labels: await predict(address, { model, images: inputs.map(({ data }) => data.image), most: config?.output_info.output_config.max_concepts }) };
}

export async function lookByClarifai({ model, picture, maxLabels, baseUrl }: LookQuestion): Promise<readonly Label[]> {
  const [labels] = await predict(baseUrl, { model, images: [{ base64: picture.toString('base64') }], most: maxLabels });
  return labels!;
}

interface Look {
  readonly model: string;
  readonly images: readonly object[];
  readonly most: number | undefined;
}

async function predict(apiEndpoint: string, { model, images, most }: Look): Promise<Label[][]> {
  const { App } = createRequire(import.meta.url)('clarifai') as ClarifaiSdk;
  const { models } = new App({ apiKey: 'oracle', apiEndpoint, userId: 'clarifai', appId: 'main' });
  const [id = '', version] = model.split('/versions/');
  const { outputs } = await models.predict({ id, ...(version === undefined ? {} : { version }) }, images, most === undefined ? {} : { maxConcepts: most });
  return outputs.map(labelsOf);
}

const success = 10_000;

/** Concepts of the whole and of its regions; of two of a kind the surer one. Throws for a picture that could not be looked at. */
function labelsOf({ status, data }: Output): Label[] {
  if (status.code !== success) throw new Error(status.description);
  const found = new Map<string, number>();
  for (const { name, value } of [...(data.concepts ?? []), ...(data.regions ?? []).flatMap((region) => region.data.concepts)]) found.set(name, Math.max(value, found.get(name) ?? 0));
  return [...found].map(([name, score]) => ({ name, score })).sort((one, other) => other.score - one.score);
}
