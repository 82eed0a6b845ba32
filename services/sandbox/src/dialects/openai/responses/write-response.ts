// Writes a response object: https://platform.openai.com/docs/api-reference/responses/object

import type { Answer } from '../../../answers/answer.js';
import { isObject } from '../../../http/json.js';
import type { JsonObject } from '../../../http/json.js';
import type { Flavour } from '../flavour.js';
import { endingOf } from './status.js';
import { usageToResponses } from './usage.js';
import { outputItems } from './write-items.js';

const noToolsUsed = {
  image_gen: { input_tokens: 0, input_tokens_details: { image_tokens: 0, text_tokens: 0 }, output_tokens: 0, output_tokens_details: { image_tokens: 0, text_tokens: 0 }, total_tokens: 0 },
  web_search: { num_requests: 0 },
};

/** The object as the first events of a stream have it. */
export function begunResponse(answer: Answer, flavour: Flavour): JsonObject {
  return responseOf(answer, flavour, { status: 'in_progress', completed_at: null, error: null, incomplete_details: null, output: [], usage: null, service_tier: answer.request.body['service_tier'] ?? 'auto' });
}

export function wholeResponse(answer: Answer, flavour: Flavour): JsonObject {
  const ending = endingOf(answer.choices[0]!);
  return responseOf(answer, flavour, {
    status: ending.status,
    completed_at: ending.status === 'completed' ? createdAtS(answer) + 1 : null,
    error: ending.error,
    incomplete_details: ending.details,
    output: outputItems(answer).map(({ done }) => done),
    usage: answer.usageShown ? usageToResponses(answer) : null,
    // Only one tier is sold.
    service_tier: 'default',
  });
}

type State = Record<'status' | 'completed_at' | 'error' | 'incomplete_details' | 'output' | 'usage' | 'service_tier', unknown>;

function responseOf(answer: Answer, flavour: Flavour, state: State): JsonObject {
  const { body, toolChoice } = answer.request;
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: createdAtS(answer),
    status: state.status,
    access_programs: null,
    background: false,
    completed_at: state.completed_at,
    conversation: null,
    error: state.error,
    frequency_penalty: 0,
    incomplete_details: state.incomplete_details,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    max_tool_calls: body['max_tool_calls'] ?? null,
    model: answer.model,
    moderation: null,
    output: state.output,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    presence_penalty: 0,
    previous_response_id: null,
    prompt: null,
    prompt_cache_key: body['prompt_cache_key'] ?? null,
    prompt_cache_retention: body['prompt_cache_retention'] ?? null,
    reasoning: reasoningOf(answer),
    safety_identifier: body['safety_identifier'] ?? null,
    service_tier: state.service_tier,
    store: body['store'] ?? true,
    temperature: body['temperature'] ?? 1,
    text: body['text'],
    tool_choice: body['tool_choice'] ?? (toolChoice === 'none' ? 'auto' : toolChoice),
    tool_usage: noToolsUsed,
    tools: body['tools'],
    top_logprobs: body['top_logprobs'] ?? 0,
    top_p: body['top_p'] ?? 1,
    truncation: body['truncation'] ?? 'disabled',
    usage: state.usage,
    user: body['user'] ?? null,
    metadata: body['metadata'] ?? {},
    ...flavour.responseExtras,
  };
}

/** What a reasoning model takes where nothing was said. */
function reasoningOf({ request }: Answer): JsonObject {
  const asked = isObject(request.body['reasoning']) ? request.body['reasoning'] : {};
  return { effort: asked['effort'] ?? (request.reasons === true ? 'medium' : null), summary: asked['summary'] ?? asked['generate_summary'] ?? null };
}

function createdAtS(answer: Answer): number {
  return Math.floor(answer.createdAtMs / 1000);
}
