// Where in its file a declared thing stands, for mistakes that only show when the file meets what is there already.
import { isMap, isNode, isSeq, type Document, type LineCounter, type Node } from 'yaml';

export interface Places {
  readonly file: string;
  /** Of `models[0].prices.input`, or of its nearest ancestor that is in the file. */
  of(path: string): { readonly line: number; readonly column: number; readonly path: string };
}

export function placesOf({ file, document, lines }: { file: string; document: Document; lines: LineCounter }): Places {
  return {
    file,
    of(path) {
      let node: unknown = document.contents;
      let found = '';
      let offset = 0;
      for (const [segment, name, index] of path.matchAll(/\.?([^.[\]]+)|\[(\d+)\]/g)) {
        const child = isMap(node) ? node.get(name, true) : isSeq(node) ? node.get(Number(index), true) : undefined;
        if (!isNode(child)) break;
        node = child;
        found += segment;
        offset = (child as Node).range?.[0] ?? offset;
      }
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col), path: found };
    },
  };
}
