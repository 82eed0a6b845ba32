// Ollama's errors are one sentence: https://github.com/ollama/ollama/blob/main/docs/api.md
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { textAt, type JsonObject, type VendorError } from '../../toolkit/index.js';

const sentences: readonly (readonly [RegExp, ErrorClass])[] = [
  [/^model .* not found/i, ErrorClass.MODEL_GONE],
  [/exceeds? (?:the )?(?:available )?context|context length/i, ErrorClass.CONTEXT_LENGTH],
  [/server busy|maximum pending requests/i, ErrorClass.OVERLOADED],
];

export function readOllamaError(body: JsonObject | undefined): VendorError {
  const words = textAt(body, 'error') ?? '';
  return { errorClass: sentences.find(([pattern]) => pattern.test(words))?.[1], words };
}
