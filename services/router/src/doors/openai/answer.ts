// Our answer -> a chat completion.
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Storyteller } from '../http/story.js';
import { finishReasonWord } from './finish-reason.js';

export function chatCompletion(response: GenerateResponse, { createdS, tell }: { createdS: number; tell: Storyteller }): object {
  const reasoning = response.parts.map((part) => (part.content.case === 'reasoning' ? part.content.value.text : '')).join('');
  return {
    id: `chatcmpl-${response.requestId}`,
    object: 'chat.completion',
    created: createdS,
    model: response.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: response.content === '' && response.toolCalls.length > 0 ? null : response.content,
          refusal: null,
          ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          ...(response.toolCalls.length === 0
            ? {}
            : { tool_calls: response.toolCalls.map(({ id, name, argumentsJson }) => ({ id, type: 'function', function: { name, arguments: argumentsJson } })) }),
        },
        logprobs: null,
        finish_reason: finishReasonWord(response.finishReason?.unified),
      },
    ],
    usage: usageBlock(response.usage),
    ...tell(response),
  };
}

/** null when the provider reported nothing: a zero would be a lie. */
export function usageBlock(usage: Usage | undefined): object | null {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return null;
  return {
    prompt_tokens: Number(usage.inputTokens),
    completion_tokens: Number(usage.outputTokens),
    total_tokens: Number(usage.inputTokens + usage.outputTokens),
    ...(usage.cachedInputTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: Number(usage.cachedInputTokens) } }),
    ...(usage.reasoningTokens === undefined ? {} : { completion_tokens_details: { reasoning_tokens: Number(usage.reasoningTokens) } }),
  };
}
