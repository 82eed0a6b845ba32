// Our guess of a prompt's size, where no provider has counted it.
import { estimatePromptTokens } from '@switchyard/common/tokens';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import { chatAsk } from '../../domain/ask-of.js';
import { promptOfTask } from '../../domain/prompt-of-task.js';

export function estimateTokens(request: GenerateRequest): number {
  return estimatePromptTokens(promptOfTask(chatAsk(request).task));
}
