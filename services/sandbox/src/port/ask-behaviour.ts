// Finds out how a call is to behave, and refuses it where the behaviour says so.

import { chooseBehaviour } from '../behaviour/choose.js';
import { Refusal, invalid } from '../dialects/failure.js';
import type { Service } from './service.js';

/** Sets the call's behaviour. Throws a Refusal for an error status, and for a behaviour that cannot be read. */
export function askBehaviour(service: Service, request: { model: string | undefined; lastUserText: string }): void {
  const { call, world } = service;
  const header = call.request.headers['x-sandbox'];
  try {
    service.behaviour = chooseBehaviour({
      rules: world.rules,
      provider: call.provider,
      model: request.model,
      lastUserText: request.lastUserText,
      header: typeof header === 'string' ? header : undefined,
    });
  } catch (error) {
    throw invalid(undefined, `sandbox: ${(error as Error).message}`);
  }
  const { status, errorMessage, errorCode, retryAfter } = service.behaviour;
  if (status !== undefined) {
    throw new Refusal({ kind: 'status', status, message: errorMessage, code: errorCode, retryAfter });
  }
}
