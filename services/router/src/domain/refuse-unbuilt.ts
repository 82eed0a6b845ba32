// Fields that the contract has and this version does not serve yet: refused by name, never ignored.
import { AppError, Reason } from '@switchyard/common/errors';
import { MidStreamFailure, type GenerateRequest } from '@switchyard/proto/router/v1/generate';

type Check = readonly [field: string, isAsked: (request: GenerateRequest) => boolean];

const unbuilt: readonly Check[] = [
  ['assistant', (request) => request.assistant !== ''],
  ['idempotency_key', (request) => request.idempotencyKey !== ''],
  ['on_mid_stream_failure', (request) => request.onMidStreamFailure > MidStreamFailure.FAIL],
  ['hedge', (request) => request.hedge],
  ['cache', (request) => request.cache !== undefined && request.cache.mode !== '' && request.cache.mode !== 'off'],
  ['verification', (request) => (request.verification?.checks.length ?? 0) > 0],
  ['n', (request) => request.n !== undefined && request.n !== 1],
  ['service_tier', (request) => !['', 'auto', 'default'].includes(request.serviceTier)],
  ['modalities', (request) => request.modalities.some((modality) => modality !== 'text')],
  ['server_tools', (request) => request.serverTools.length > 0],
  ['prediction_json', (request) => request.predictionJson !== ''],
  ['background', (request) => request.background],
];

/** Throws FEATURE_NOT_BUILT that names the field. */
export function refuseUnbuilt(request: GenerateRequest): void {
  const found = unbuilt.find(([, isAsked]) => isAsked(request));
  if (found === undefined) return;
  throw new AppError(Reason.FEATURE_NOT_BUILT, `${found[0]}: this version of Switchyard does not serve it yet.`, { field: found[0], nextStep: 'Leave it out.' });
}
