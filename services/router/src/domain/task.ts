// What is asked for, and what comes of it: a conversation, vectors, pictures, or a look at pictures.
import type { Chat, ChatParameters, Media, Part } from '@switchyard/proto/common/v1/chat';
import type { AnalyzeTask, Embedding, EmbedTask, ImageLabels, ImageTask } from '@switchyard/proto/common/v1/task';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';

export type Task =
  | { readonly kind: 'chat'; readonly chat: Chat }
  | { readonly kind: 'embed'; readonly embed: EmbedTask }
  | { readonly kind: 'image'; readonly image: ImageTask }
  | { readonly kind: 'analyze'; readonly analyze: AnalyzeTask };

/** A request as all doors hand it over: an envelope that is the same for every task, and the task itself. */
export interface Ask {
  readonly envelope: GenerateRequest;
  readonly task: Task;
}

/** What one attempt brought; lists of other tasks are empty. */
export interface Output {
  readonly parts: readonly Part[];
  readonly embeddings: readonly Embedding[];
  readonly images: readonly Media[];
  readonly labels: readonly ImageLabels[];
}

export const noOutput: Output = { parts: [], embeddings: [], images: [], labels: [] };

/** The capability without which a model cannot do it; undefined for conversations, whose needs are finer. */
export function capabilityOf(task: Task): string | undefined {
  return capabilities[task.kind];
}

const capabilities: Readonly<Record<Task['kind'], string | undefined>> = { chat: undefined, embed: 'embedding', image: 'image_generation', analyze: 'image_analysis' };

/** Models that do nothing but this are no partners for a conversation. */
export const capabilitiesWithoutChat: ReadonlySet<string> = new Set(['embedding', 'image_generation', 'image_analysis']);

export function parametersOf(task: Task): ChatParameters | undefined {
  return task.kind === 'chat' ? task.chat.parameters : undefined;
}
