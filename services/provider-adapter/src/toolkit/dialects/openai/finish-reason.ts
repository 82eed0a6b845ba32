// OpenAI's finish reasons, a closed map: https://platform.openai.com/docs/api-reference/chat/object
import type { AnswerStep, UnifiedFinish } from '../../../adapter/answer-step.js';

const reasons: Readonly<Record<string, UnifiedFinish>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  // OpenRouter's word for an upstream that failed: https://openrouter.ai/docs/api-reference/overview
  error: 'error',
};

interface Finishing {
  readonly hasToolCalls: boolean;
  readonly isRefused: boolean;
  /** The vendor's reasons besides these. */
  readonly finishReasons?: Readonly<Record<string, UnifiedFinish>> | undefined;
}

export function toFinish(raw: string | undefined, { hasToolCalls, isRefused, finishReasons = {} }: Finishing): AnswerStep & { type: 'finish' } {
  if (raw === undefined) return { type: 'finish', unified: 'missing', raw: '' };
  const unified = Object.hasOwn(finishReasons, raw) ? finishReasons[raw]! : Object.hasOwn(reasons, raw) ? reasons[raw]! : 'unknown';
  if (unified === 'stop' && isRefused) return { type: 'finish', unified: 'refusal', raw };
  // A forced call ends with "stop" here: https://platform.openai.com/docs/guides/function-calling
  return { type: 'finish', unified: unified === 'stop' && hasToolCalls ? 'tool_calls' : unified, raw };
}
