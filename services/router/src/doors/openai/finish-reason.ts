// Our finish reasons in the dialect's words. What ended early is never called a stop.

const words: Readonly<Record<string, string>> = { stop: 'stop', tool_calls: 'tool_calls', length: 'length', content_filter: 'content_filter', refusal: 'content_filter' };

export function finishReasonWord(unified: string | undefined): string {
  return (unified !== undefined && Object.hasOwn(words, unified) ? words[unified] : undefined) ?? 'length';
}
