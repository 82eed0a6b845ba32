// Turns one request of a batch into work: read at once, answered and charged when its time has come, by the code of plain calls.

import type { IncomingHttpHeaders } from 'node:http';

import { randomId } from '../answers/plan-choice.js';
import type { ItemOutcome, ItemWork } from '../batches/item.js';
import type { Behaviour } from '../behaviour/behaviour.js';
import { itemBehaviour } from '../behaviour/item-behaviour.js';
import type { Model } from '../billing/price-list.js';
import type { Dialect, ItemOrder } from '../dialects/dialect.js';
import { Refusal, invalid } from '../dialects/failure.js';
import { itemMsMax, itemMsMin } from '../limits.js';
import { createRandom, hashText } from '../text/random.js';
import type { World } from '../world.js';
import { answerChat } from './answer-chat.js';
import { answerEmbed } from './answer-embed.js';
import { chargeItem } from './charge.js';
import { findBatchModel } from './find-model.js';
import type { Maker } from './service.js';

export interface ItemContext {
  world: World;
  dialect: Dialect;
  provider: string;
  /** Of the call that ordered the batch: its items have none of their own. */
  headers: IncomingHttpHeaders;
  /** The same for all items of a batch; each mixes its place in. */
  seed: number;
  place: number;
}

/** A request that the vendor would refuse takes its time too, and is answered with the refusal. */
export function prepareItem(context: ItemContext, order: ItemOrder): ItemWork {
  const { world, dialect } = context;
  const random = createRandom(hashText(String(context.place), context.seed));
  const requestId = randomId(random).slice(0, 16);
  const usualMs = random.integer(itemMsMin, itemMsMax);
  const { customId, note } = order;
  const guard = (make: () => ItemOutcome): ItemOutcome => {
    try {
      return make();
    } catch (error) {
      const failure = error instanceof Refusal ? error.failure : { kind: 'status' as const, status: 500, message: `sandbox: ${String(error)}` };
      return { kind: 'refused', requestId, described: dialect.describe(failure, requestId) };
    }
  };
  try {
    const { lastUserText, make } = readItem(context, order);
    const behaviour = behaviourOf(lastUserText);
    const readyAfterMs = behaviour.hang === true ? undefined : (behaviour.delayMs ?? usualMs);
    return { customId, note, readyAfterMs, answer: () => guard(() => ({ kind: 'answered', requestId, ...make({ world, dialect, random, behaviour }) })) };
  } catch (error) {
    return {
      customId, note, readyAfterMs: usualMs,
      answer: () => guard(() => {
        throw error;
      }),
    };
  }
}

interface ReadItem {
  /** Where a directive may stand. */
  lastUserText: string;
  make(maker: Maker): Pick<Extract<ItemOutcome, { kind: 'answered' }>, 'body' | 'usage'>;
}

function readItem({ headers, provider }: ItemContext, { wire, body, customId }: ItemOrder): ReadItem {
  const attemptId = customId ?? null;
  if (wire.kind === 'embed') {
    const request = wire.embed.read(body);
    return {
      lastUserText: request.inputs.at(-1) ?? '',
      make(maker) {
        const model = modelOf(maker, request.model, 'embedding');
        const { answer, usage, id } = answerEmbed(maker, request, model);
        chargeItem(maker, { model, usage, attemptId, provider, responseId: id });
        return { body: wire.embed.plain(answer), usage };
      },
    };
  }
  const request = wire.chat.read(body, headers);
  if (request.stream) throw invalid('stream', '"stream=True" is not supported in batches.');
  return {
    lastUserText: request.lastUserText,
    make(maker) {
      const model = modelOf(maker, request.model, 'chat');
      const { answer, told } = answerChat(maker, { wire: wire.chat, request, model, isBatch: true });
      chargeItem(maker, { model, usage: answer.usage, attemptId, provider, responseId: answer.id });
      return { body: wire.chat.plain(told), usage: told.usage };
    },
  };
}

function behaviourOf(lastUserText: string): Behaviour {
  try {
    return itemBehaviour(lastUserText);
  } catch (error) {
    throw invalid(undefined, `sandbox: ${(error as Error).message}`);
  }
}

/** Refuses as the behaviour says, then what is not sold in batches. */
function modelOf(maker: Maker, name: string, kind: Model['kind']): Model {
  const { status, errorMessage, errorCode } = maker.behaviour;
  if (status !== undefined) throw new Refusal({ kind: 'status', status, message: errorMessage, code: errorCode });
  const model = findBatchModel(maker, name, kind);
  if (model === undefined) throw new Refusal({ kind: 'model_not_found', subject: name });
  return model;
}
