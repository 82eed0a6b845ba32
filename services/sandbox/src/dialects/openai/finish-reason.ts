// The sandbox's finish reasons in OpenAI's words; anything else is passed on raw.

const reasons: Record<string, string> = { stop: 'stop', length: 'length', tool_calls: 'tool_calls', content_filter: 'content_filter', refusal: 'content_filter' };

export function finishToOpenAi(finish: string, theirs: Readonly<Record<string, string>> = {}): string {
  return theirs[finish] ?? reasons[finish] ?? finish;
}
