// The most input tokens that a prompt can be billed for. A hold built on it covers the
// bill, so every doubt is decided upwards.
import { textsOf, type Prompt, type PromptPart } from './prompt.js';

// How a model's tokenizer and its vendor's template count.
export type TokenCounting = {
  // A byte-level tokenizer without a normaliser makes at most one token per byte of what it is given: 1. Else 3: one byte can
  // become three where a normaliser expands text (NFKC, byte fallback with markers) or where the vendor escapes tools once
  // more before it counts them.
  readonly bytesFactor: 1n | 3n;
  // Measured fixed costs of the vendor's chat template.
  readonly tokensPerRequest: bigint;
  readonly tokensPerMessage: bigint;
  readonly tokensPerTool: bigint;
  // What an image costs at most, where the part itself does not say. Absent: unknown, so the whole window.
  readonly tokensPerImage?: bigint;
  readonly contextWindowTokens: bigint;
  // Embedding vendors join and cut texts in ways they do not document: the whole window for each text.
  readonly isEmbedder?: boolean;
};

export type InputBound =
  | { readonly kind: 'bounded'; readonly tokens: bigint }
  // A server tool without a cap may feed back any number of windows.
  | { readonly kind: 'unbounded'; readonly serverTools: readonly string[] };

// min(window, F x UTF-8 bytes + fixed tokens); the whole window where a part cannot be counted
// beforehand; and for server tools (uses + 1) windows, as each use sends the conversation again.
export function inputTokensBound(prompt: Prompt, counting: TokenCounting): InputBound {
  const serverTools = prompt.serverTools ?? [];
  const uncapped = serverTools.filter((tool) => tool.usesMax === undefined).map((tool) => tool.name);
  if (uncapped.length > 0) return { kind: 'unbounded', serverTools: uncapped };
  const window = counting.contextWindowTokens;
  if (serverTools.length > 0) {
    const uses = serverTools.reduce((sum, tool) => sum + tool.usesMax!, 0n);
    return { kind: 'bounded', tokens: (uses + 1n) * window };
  }
  if (counting.isEmbedder) return { kind: 'bounded', tokens: window * BigInt(Math.max(1, prompt.messages.length)) };
  const tokens = countableTokens(prompt, counting);
  return { kind: 'bounded', tokens: tokens === undefined || tokens > window ? window : tokens };
}

function countableTokens(prompt: Prompt, counting: TokenCounting): bigint | undefined {
  let tokens = counting.tokensPerRequest;
  tokens += counting.tokensPerMessage * BigInt(prompt.messages.length);
  tokens += counting.tokensPerTool * BigInt(prompt.tools?.length ?? 0);
  for (const text of textsOf(prompt)) tokens += counting.bytesFactor * BigInt(Buffer.byteLength(text, 'utf8'));
  for (const { parts } of prompt.messages) {
    for (const part of parts) {
      const opaque = opaqueTokens(part, counting);
      if (opaque === undefined) return undefined;
      tokens += opaque;
    }
  }
  return tokens;
}

// Tokens of a part that is not text; 0 for text, undefined where they cannot be told beforehand.
function opaqueTokens(part: PromptPart, counting: TokenCounting): bigint | undefined {
  switch (part.kind) {
    case 'text':
    case 'tool_call':
    case 'tool_result':
      return 0n;
    case 'image':
      return part.tokensMax ?? counting.tokensPerImage;
    default:
      return undefined;
  }
}
