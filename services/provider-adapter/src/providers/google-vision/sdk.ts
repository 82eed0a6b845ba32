// Google's own SDK for the tests, by REST: it writes and reads proto3 JSON by the protos that the vendor publishes.
import type { ImageAnnotatorClient } from '@google-cloud/vision';
import type { Label } from '../../adapter/answer-step.js';
import type { LookQuestion, OracleResult, SdkCall } from '../../testing/conformance.js';

/** As the SDK has it: what the vendor left out is null. */
type Maybe<T> = T | null | undefined;
interface Annotation {
  readonly description?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly score?: Maybe<number>;
}
interface Seen {
  readonly labelAnnotations?: Maybe<readonly Annotation[]>;
  readonly landmarkAnnotations?: Maybe<readonly Annotation[]>;
  readonly logoAnnotations?: Maybe<readonly Annotation[]>;
  readonly localizedObjectAnnotations?: Maybe<readonly Annotation[]>;
  readonly safeSearchAnnotation?: Maybe<object>;
  readonly error?: Maybe<{ readonly code?: Maybe<number>; readonly message?: Maybe<string> }>;
}

export async function callGoogleVision({ body, address }: SdkCall): Promise<OracleResult> {
  return { labels: (await annotate(body, address)).map(labelsOf) };
}

export async function lookByGoogleVision({ model, picture, maxLabels, baseUrl }: LookQuestion): Promise<readonly Label[]> {
  const features = [{ type: model.toUpperCase().replaceAll('-', '_'), maxResults: maxLabels }];
  const [seen] = await annotate({ requests: [{ image: { content: picture.toString('base64') }, features }] }, baseUrl);
  return labelsOf(seen!);
}

async function annotate(body: object, address: string): Promise<readonly Seen[]> {
  const client = await clientOf(address);
  try {
    const [{ responses }] = await client.batchAnnotateImages(body, { retry: null });
    return (responses ?? []) as Seen[];
  } catch (error) {
    // The SDK tells the code of gRPC for the status that came.
    throw Object.assign(error as Error, { status: statuses[(error as { code?: number }).code ?? 0] });
  }
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const statuses: Readonly<Record<number, number>> = { 3: 400, 7: 403, 8: 429, 13: 500, 14: 503, 16: 401 };

/** By their address: each reads all protos when it is made, which takes half a second. */
const clients = new Map<string, Promise<ImageAnnotatorClient>>();

function clientOf(address: string): Promise<ImageAnnotatorClient> {
  const known = clients.get(address) ?? openClient(new URL(address));
  clients.set(address, known);
  return known;
}

async function openClient({ hostname, port }: URL): Promise<ImageAnnotatorClient> {
  // Loaded by the tests that ask it: every test of the adapter reads this folder.
  const { ImageAnnotatorClient } = await import('@google-cloud/vision');
  return new ImageAnnotatorClient({ fallback: true, apiEndpoint: hostname, port: Number(port), protocol: 'http', apiKey: 'AIza-oracle' });
}

/** Of one feature, for one is asked. Throws for a picture that could not be looked at, as the SDK's own helpers do. */
function labelsOf({ error, safeSearchAnnotation, ...lists }: Seen): Label[] {
  if (error?.code) throw new Error(error.message ?? '');
  const found = new Map<string, number>();
  for (const { description, name, score } of [...(lists.labelAnnotations ?? []), ...(lists.landmarkAnnotations ?? []), ...(lists.logoAnnotations ?? []), ...(lists.localizedObjectAnnotations ?? [])]) {
    // An SDK's object has an empty text for what is not there.
    const key = description || name || '';
    found.set(key, Math.max(score ?? 0, found.get(key) ?? 0));
  }
  const steps = ['VERY_UNLIKELY', 'UNLIKELY', 'POSSIBLE', 'LIKELY', 'VERY_LIKELY'];
  for (const kind of ['adult', 'spoof', 'medical', 'violence', 'racy'] as const) {
    const step = steps.indexOf((safeSearchAnnotation as Record<string, string> | null | undefined)?.[kind] ?? '');
    if (step >= 0) found.set(kind, step / (steps.length - 1));
  }
  return [...found].map(([name, score]) => ({ name, score })).sort((one, other) => other.score - one.score);
}
