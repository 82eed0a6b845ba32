// What an answer tells beside its dialect, for callers that ask for it in the body by x-switchyard-story: body. Streams carry it
// in their last event: their headers leave before anybody knows what the answer cost.
import { formatUsd } from '@switchyard/common/money';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';

/** An answer to a conversation, or to another task, which has less to tell. */
export type Told = Pick<GenerateResponse, 'requestId' | 'provider' | 'attempts' | 'costPicousd' | 'warnings'> & Partial<Pick<GenerateResponse, 'priceVersion' | 'cache' | 'complete'>>;

/** Tells the story of an answer, or nothing. */
export type Storyteller = (response: Told) => { readonly switchyard?: object };

/** advice puts a warning into the caller's words. */
export function storyteller({ isAsked, advice }: { readonly isAsked: boolean; readonly advice: (text: string) => string }): Storyteller {
  return (response) => (isAsked ? { switchyard: storyOf(response, advice) } : {});
}

function storyOf(response: Told, advice: (text: string) => string): object {
  return {
    request_id: response.requestId,
    provider: response.provider,
    route: response.attempts.at(-1)?.route ?? '',
    attempts: response.attempts.length,
    ...(response.costPicousd === undefined ? {} : { cost_usd: formatUsd(response.costPicousd) }),
    ...((response.priceVersion ?? '') === '' ? {} : { price_version: response.priceVersion }),
    ...((response.cache ?? '') === '' ? {} : { cache: response.cache }),
    ...(response.complete === undefined ? {} : { complete: response.complete }),
    warnings: response.warnings.map(advice),
  };
}
