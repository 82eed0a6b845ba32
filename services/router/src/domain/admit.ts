// From a validated request to what the decision works on.
import { create } from '@bufbuild/protobuf';
import { PayerSchema } from '@switchyard/proto/common/v1/attempt';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { parseUsd } from '@switchyard/common/money';
import { estimatePromptTokens } from '@switchyard/common/tokens';
import { deadlineDefaultMs, deadlineMarginMs, deadlineMaxMs } from '../limits.js';
import type { Asked } from './asked.js';
import { needsOf } from './needs.js';
import { promptOfTask } from './prompt-of-task.js';
import { featureOf } from './target.js';
import type { Ask } from './task.js';

export interface Arrival {
  readonly ask: Ask;
  readonly principal: KeyPrincipal;
  readonly requestId: string;
  readonly door: string;
  readonly traceId: string;
  readonly streaming: boolean;
  readonly nowMs: number;
  /** The caller's own deadline, Unix ms; undefined when it named none. */
  readonly deadlineMs: number | undefined;
}

export function admit({ ask: { envelope: request, task }, principal, requestId, door, traceId, streaming, nowMs, deadlineMs }: Arrival): Asked {
  const prompt = promptOfTask(task);
  return {
    requestId,
    request,
    task,
    prompt,
    inputTokensEstimate: request.requirements?.contextLength ?? BigInt(estimatePromptTokens(prompt)),
    payer: create(PayerSchema, {
      tenant: principal.tenant,
      project: principal.project,
      feature: featureOf(request),
      apiKey: principal.keyId,
      labels: request.labels,
      endUser: request.endUser,
    }),
    keyModels: principal.models,
    streaming,
    deadlineMs: Math.min(deadlineMs === undefined ? nowMs + deadlineDefaultMs : deadlineMs - deadlineMarginMs, nowMs + deadlineMaxMs),
    arrivedAtMs: nowMs,
    costLimitPicoUsd: request.costLimitUsd === '' ? undefined : parseUsd(request.costLimitUsd),
    needs: needsOf(task),
    door,
    traceId,
  };
}
