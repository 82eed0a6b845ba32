// A prompt as far as counting needs it: plain shapes, so that any door's or dialect's messages fit.

export type PromptPart =
  | { readonly kind: 'text'; readonly text: string }
  // Arguments and results of tools are text to a tokenizer.
  | { readonly kind: 'tool_call'; readonly name: string; readonly argumentsText: string }
  | { readonly kind: 'tool_result'; readonly text: string }
  // An image that is sent as bytes; `tokensMax` is what the model's vendor documents for its size, if known.
  | { readonly kind: 'image'; readonly tokensMax?: bigint }
  // Whatever the vendor unpacks or fetches by itself: its size in tokens cannot be told beforehand.
  | { readonly kind: 'document' | 'url' | 'file' | 'audio' | 'video' };

export type PromptMessage = { readonly role: string; readonly name?: string; readonly parts: readonly PromptPart[] };

export type PromptTool = { readonly name: string; readonly description?: string; readonly schemaText?: string };

export type Prompt = {
  readonly messages: readonly PromptMessage[];
  readonly tools?: readonly PromptTool[];
  // A schema of the answer that is sent along, as it is sent.
  readonly outputSchemaText?: string;
  // Fields that nobody here knows, as they are sent: a vendor may make text of them.
  readonly extraText?: string;
  // Tools that the vendor runs and feeds back as input (web search, code). Absent usesMax: uncapped.
  readonly serverTools?: readonly { readonly name: string; readonly usesMax?: bigint }[];
};

// All text of a prompt, in order.
export function* textsOf(prompt: Prompt): Generator<string> {
  for (const message of prompt.messages) {
    yield message.role;
    if (message.name !== undefined) yield message.name;
    for (const part of message.parts) {
      if (part.kind === 'text' || part.kind === 'tool_result') yield part.text;
      else if (part.kind === 'tool_call') {
        yield part.name;
        yield part.argumentsText;
      }
    }
  }
  for (const tool of prompt.tools ?? []) {
    yield tool.name;
    if (tool.description !== undefined) yield tool.description;
    if (tool.schemaText !== undefined) yield tool.schemaText;
  }
  if (prompt.outputSchemaText !== undefined) yield prompt.outputSchemaText;
  if (prompt.extraText !== undefined) yield prompt.extraText;
}
