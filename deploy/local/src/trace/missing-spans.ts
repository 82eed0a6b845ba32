// What a trace of one answered call still lacks before it can be shown as a whole. Spans of several processes arrive in
// any order, each process sending its batches on its own, so that the last step may be here before the first.
import type { ReceivedSpan } from './otlp.js';

const steps: readonly { readonly what: string; readonly isIt: (span: ReceivedSpan) => boolean }[] = [
  { what: "the router's call", isIt: ({ name, parentId }) => parentId === '' && name.endsWith('Router/Generate') },
  { what: "the router's attempt", isIt: ({ name }) => name.startsWith('chat ') },
  { what: "the adapter's call", isIt: ({ name }) => name.endsWith('ProviderAdapter/Complete') },
  { what: 'the call of the provider', isIt: ({ name }) => name.startsWith('POST') },
  { what: 'the booking', isIt: ({ name }) => name.startsWith('book ') },
];

/** Empty when every step is there and every span hangs under its parent. */
export function missingSpans(spans: readonly ReceivedSpan[]): string[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const orphans = spans.filter(({ parentId }) => parentId !== '' && !known.has(parentId));
  return [...steps.filter(({ isIt }) => !spans.some(isIt)).map(({ what }) => what), ...orphans.map(({ name, service }) => `the parent of ${name} [${service}]`)];
}
