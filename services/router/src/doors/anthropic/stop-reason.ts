// Our finish reasons in the dialect's words. What ended early is never called the end of a turn.
import type { FinishReason } from '@switchyard/proto/common/v1/attempt';

const words: Readonly<Record<string, string>> = { stop: 'end_turn', tool_calls: 'tool_use', length: 'max_tokens', content_filter: 'refusal', refusal: 'refusal', pause: 'pause_turn' };

/** Where the provider has the same words, which of two it meant. */
const finer: ReadonlySet<string> = new Set(['stop/stop_sequence', 'length/model_context_window_exceeded']);

export function stopReasonWord(reason: Pick<FinishReason, 'unified' | 'raw'> | undefined): string {
  if (reason === undefined) return 'max_tokens';
  if (finer.has(`${reason.unified}/${reason.raw}`)) return reason.raw;
  return (Object.hasOwn(words, reason.unified) ? words[reason.unified] : undefined) ?? 'max_tokens';
}
