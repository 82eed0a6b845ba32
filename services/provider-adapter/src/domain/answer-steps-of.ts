// Asks the provider for its answer: streamed, or whole as a single batch.
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { AnswerStep } from '../adapter/answer-step.js';
import type { ProviderContext } from '../adapter/provider.js';
import type { AnswerFold } from './answer-fold.js';
import { chatOrderOf, type CheckedRequest } from './chat-order-of.js';
import type { Secret, Wire } from './ports.js';
import { accountOf, type Route } from './resolve-route.js';

interface Ask {
  readonly checked: CheckedRequest;
  readonly model: Model | undefined;
  readonly route: Route;
  readonly secret: Secret | undefined;
  readonly wire: Wire;
  readonly isStream: boolean;
  readonly fold: AnswerFold;
}

export async function* answerStepsOf({ checked, model, route, secret, wire, isStream, fold }: Ask): AsyncGenerator<readonly AnswerStep[], void> {
  const order = chatOrderOf(checked, model);
  const context: ProviderContext = { ...accountOf(route, secret), post: (call) => wire.post(call), warn: (sentence) => fold.warn(sentence) };
  if (isStream) yield* route.provider.stream(order, context);
  else yield await route.provider.complete(order, context);
}
