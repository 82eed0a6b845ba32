// What an answer tells beside the dialect: the member `switchyard`, which SDKs pass through. Streams carry it in their last chunk,
// since their headers leave before anybody knows what the answer cost.
import { formatUsd } from '@switchyard/common/money';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { adviceInDialect } from './dialect-fields.js';

export function storyOf(response: GenerateResponse): object {
  return {
    request_id: response.requestId,
    provider: response.provider,
    attempts: response.attempts.length,
    ...(response.costPicousd === undefined ? {} : { cost_usd: formatUsd(response.costPicousd) }),
    ...(response.priceVersion === '' ? {} : { price_version: response.priceVersion }),
    complete: response.complete,
    warnings: response.warnings.map(adviceInDialect),
  };
}
