// The object of the dialect that stands for an answer, at any time of its life: what was asked, and what has come of it.
import type { AppError } from '@switchyard/common/errors';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Json } from '../../http/read.js';
import type { Storyteller } from '../../http/story.js';

export interface ResponseObjectOptions {
  readonly body: Json;
  readonly createdS: number;
  readonly tell: Storyteller;
}

/** Why an answer ended early, in the dialect's words. What ended early is never called complete. */
const reasons: Readonly<Record<string, string>> = { length: 'max_output_tokens', content_filter: 'content_filter', refusal: 'content_filter' };

export class ResponseObject {
  readonly #options: ResponseObjectOptions;

  constructor(options: ResponseObjectOptions) {
    this.#options = options;
  }

  begun({ requestId, model }: { readonly requestId: string; readonly model: string }): object {
    return this.#object({ requestId, model, status: 'in_progress', output: [] });
  }

  ended(response: GenerateResponse, output: readonly object[]): object {
    const { complete, finishReason } = response;
    return {
      ...this.#object({ requestId: response.requestId, model: response.model, status: complete ? 'completed' : 'incomplete', output }),
      completed_at: complete ? Math.floor(Date.now() / 1000) : null,
      incomplete_details: complete ? null : { reason: (Object.hasOwn(reasons, finishReason?.unified ?? '') ? reasons[finishReason?.unified ?? ''] : undefined) ?? 'max_output_tokens' },
      usage: usageBlock(response.usage),
      ...this.#options.tell(response),
    };
  }

  failed(begun: { readonly requestId: string; readonly model: string }, output: readonly object[], error: AppError, code: string): object {
    return { ...this.#object({ ...begun, status: 'failed', output }), error: { code, message: error.message } };
  }

  #object({ requestId, model, status, output }: { requestId: string; model: string; status: string; output: readonly object[] }): object {
    const { body, createdS } = this.#options;
    const asked = (name: string, otherwise: unknown): unknown => body[name] ?? otherwise;
    return {
      id: `resp_${requestId}`, object: 'response', created_at: createdS, status, error: null, incomplete_details: null, completed_at: null, model, output,
      instructions: asked('instructions', null), max_output_tokens: asked('max_output_tokens', null), metadata: asked('metadata', {}), parallel_tool_calls: asked('parallel_tool_calls', true),
      reasoning: { effort: null, summary: null, ...(asked('reasoning', {}) as object) }, temperature: asked('temperature', null), text: asked('text', { format: { type: 'text' } }), tool_choice: asked('tool_choice', 'auto'),
      tools: asked('tools', []), top_p: asked('top_p', null), user: asked('user', null), background: false, store: false, previous_response_id: null, truncation: 'disabled', usage: null,
    };
  }
}

/** null where the provider reported nothing: a zero would be a lie. */
function usageBlock(usage: Usage | undefined): object | null {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return null;
  return {
    input_tokens: Number(usage.inputTokens),
    input_tokens_details: { cached_tokens: numberOf(usage.cachedInputTokens) },
    output_tokens: Number(usage.outputTokens),
    output_tokens_details: { reasoning_tokens: numberOf(usage.reasoningTokens) },
    total_tokens: Number(usage.inputTokens + usage.outputTokens),
  };
}

function numberOf(count: bigint | undefined): number | null {
  return count === undefined ? null : Number(count);
}
