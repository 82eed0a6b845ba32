// switchyard generate: one answer, whole or streamed.
import { Router } from '@switchyard/proto/router/v1/router_service';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { toJson } from '@bufbuild/protobuf';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { generateTimeoutMs, type Session } from '../session.js';
import { usd } from '../show.js';
import { inCommandWords } from '../words.js';

export interface GenerateOptions {
  readonly model?: string;
  readonly feature?: string;
  readonly system?: string;
  readonly maxTokens?: number;
  readonly stream?: boolean;
}

export async function generate({ call, output }: Session, prompt: string, options: GenerateOptions): Promise<void> {
  const request = { prompt, model: options.model ?? '', feature: options.feature ?? '', systemPrompt: options.system ?? '', parameters: { maxOutputTokens: options.maxTokens } };
  const router = call(Router);
  const settings = { timeoutMs: generateTimeoutMs };
  if (options.stream !== true) {
    const answer = await router.generate(request, settings);
    if (output.isJson) return output.json(toJson(GenerateResponseSchema, answer));
    output.line(answer.content);
    for (const { name, argumentsJson } of answer.toolCalls) output.line(`${name}(${argumentsJson})`);
    return showStory({ output }, answer);
  }
  for await (const { frame } of router.generateStream(request, settings)) {
    if (frame.case === 'contentDelta' && !output.isJson) output.write(frame.value.text);
    if (frame.case === 'finished' && frame.value.response !== undefined) {
      if (output.isJson) return output.json(toJson(GenerateResponseSchema, frame.value.response));
      output.line();
      return showStory({ output }, frame.value.response);
    }
  }
  throw new Error('The stream ended without its last frame; what was shown is not the whole answer. Run it again.');
}

function showStory({ output }: Pick<Session, 'output'>, answer: GenerateResponse): void {
  output.line();
  output.pairs([
    ['model', `${answer.model} at ${answer.provider}`],
    ['finish', answer.finishReason?.unified],
    ['tokens', `${answer.usage?.inputTokens ?? 'unknown'} in, ${answer.usage?.outputTokens ?? 'unknown'} out`],
    ['cost', `${usd(answer.costPicousd)} USD`],
    ['time', `${answer.responseTimeMs} ms, ${answer.attempts.length} attempt(s)`],
    ['request', answer.requestId],
  ]);
  for (const warning of answer.warnings) output.line(`note: ${inCommandWords(warning)}`);
}
