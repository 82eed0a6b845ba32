// The models of a region: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html
// A signed GET rather than the SDK's second client, which is as large as the first for one small list.
import type { ListedModel, ListingContext } from '../../adapter/provider.js';
import { arrayAt, isObject, parseJson, textAt } from '../../toolkit/index.js';
import { controlUrlOf } from './endpoint.js';
import { authorisation } from './sign.js';

export async function listBedrockModels(context: ListingContext): Promise<readonly ListedModel[]> {
  const url = new URL(`${controlUrlOf(context.baseUrl)}/foundation-models`);
  const { headers, sign } = authorisation(context);
  const signed = sign === undefined ? headers : await sign({ method: 'GET', url, headers, body: Buffer.alloc(0) });
  const response = await context.fetchAt(url.origin)(url, { headers: signed, signal: AbortSignal.timeout(context.timeoutMs) });
  const answer = parseJson(await response.text());
  if (!response.ok || !isObject(answer)) throw Object.assign(new Error(`Bedrock answered ${response.status}.`), { status: response.status });
  return arrayAt(answer, 'modelSummaries').flatMap((summary) => {
    const id = isObject(summary) ? textAt(summary, 'modelId') : undefined;
    if (!isObject(summary) || id === undefined) return [];
    const [input, output] = [arrayAt(summary, 'inputModalities'), arrayAt(summary, 'outputModalities')];
    const capabilities = [
      ...(output.includes('TEXT') ? ['chat'] : []),
      ...(output.includes('TEXT') && summary['responseStreamingSupported'] === true ? ['stream'] : []),
      ...(input.includes('IMAGE') && output.includes('TEXT') ? ['vision'] : []),
    ];
    return [{ id, displayName: textAt(summary, 'modelName'), ownedBy: textAt(summary, 'providerName'), capabilities }];
  });
}
