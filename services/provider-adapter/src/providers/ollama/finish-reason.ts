// Ollama's done reasons, a closed map: https://github.com/ollama/ollama/blob/main/llm/server.go (DoneReason)
import type { AnswerStep, UnifiedFinish } from '../../adapter/answer-step.js';

const reasons: Readonly<Record<string, UnifiedFinish>> = { stop: 'stop', length: 'length' };

export function toFinish(raw: string | undefined, { hasToolCalls }: { hasToolCalls: boolean }): AnswerStep & { type: 'finish' } {
  if (raw === undefined) return { type: 'finish', unified: 'missing', raw: '' };
  const unified = Object.hasOwn(reasons, raw) ? reasons[raw]! : 'unknown';
  // A call is an ordinary end here.
  return { type: 'finish', unified: unified === 'stop' && hasToolCalls ? 'tool_calls' : unified, raw };
}
