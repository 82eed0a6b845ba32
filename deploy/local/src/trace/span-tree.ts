// Spans of one trace as a tree of lines for the terminal.
import type { ReceivedSpan } from './otlp.js';

/** One line per span: what, by whom, how long; children indented below their parent, in order of start. */
export function spanTree(spans: readonly ReceivedSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentId }) => (ids.has(parentId) ? parentId : ''));
  const lines: string[] = [];
  const walk = (parentId: string, indent: string): void => {
    const level = (children.get(parentId) ?? []).toSorted((a, b) => Number(a.startNs - b.startNs));
    level.forEach((span, index) => {
      const isLast = index === level.length - 1;
      const branch = parentId === '' ? '' : isLast ? '└─ ' : '├─ ';
      lines.push(`${indent}${branch}${span.name}  ${who(span)}  ${durationText(span)}${span.isError ? '  ERROR' : ''}`);
      walk(span.spanId, parentId === '' ? indent : `${indent}${isLast ? '   ' : '│  '}`);
    });
  };
  walk('', '');
  return lines;
}

/** In one process the resource is the same for all, and the scope tells the part. */
function who({ service, scope }: ReceivedSpan): string {
  return service === 'switchyard' ? `[${scope.replace('@switchyard/', '')}]` : `[${service}]`;
}

function durationText({ startNs, endNs }: ReceivedSpan): string {
  return `${(Number(endNs - startNs) / 1e6).toFixed(1)} ms`;
}
