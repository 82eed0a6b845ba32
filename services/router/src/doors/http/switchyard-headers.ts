// What HTTP callers tell us beside the dialect: x-switchyard-* request headers, and our extras on the answer.
import type { IncomingHttpHeaders } from 'node:http';
import { formatUsd } from '@switchyard/common/money';
import { AppError, nearest, Reason } from '@switchyard/common/errors';
import { Priority, type GenerateRequest, type GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { fault } from './read.js';

const priorities: Readonly<Record<string, Priority>> = { low: Priority.LOW, normal: Priority.NORMAL, high: Priority.HIGH, critical: Priority.CRITICAL };

const prefix = 'x-switchyard-';
const known = ['feature', 'labels', 'priority', 'timeout-ms', 'max-cost-usd', 'story'].map((name) => `${prefix}${name}`);

/** A misspelt header would be a cap or a feature that silently does not hold. */
function checkNames(headers: IncomingHttpHeaders): void {
  for (const field of Object.keys(headers)) {
    if (!field.startsWith(prefix) || known.includes(field)) continue;
    const near = nearest(field.slice(prefix.length), known.map((name) => name.slice(prefix.length)));
    throw new AppError(Reason.UNKNOWN_FIELD, `${field}: this header is not known here.`, { field, nextStep: near === undefined ? `The headers are ${known.join(', ')}.` : `Did you mean "${prefix}${near}"?` });
  }
}

/** What a caller asks for in headers; empty where it says nothing. */
export interface Wishes {
  readonly feature: string;
  readonly clientRequestId: string;
  readonly idempotencyKey: string;
  readonly costLimitUsd: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: Priority;
  readonly timeoutMs: number | undefined;
  /** The body is to tell what the headers tell, and more. */
  readonly isStoryInBody: boolean;
}

/** Throws with the header's name. */
export function readWishes(headers: IncomingHttpHeaders): Wishes {
  checkNames(headers);
  const header = (name: string): string => (typeof headers[name] === 'string' ? (headers[name] as string) : '');
  return {
    feature: header('x-switchyard-feature'),
    clientRequestId: header('x-client-request-id'),
    idempotencyKey: header('idempotency-key'),
    costLimitUsd: header('x-switchyard-max-cost-usd'),
    labels: Object.fromEntries(parseLabels(header('x-switchyard-labels'))),
    priority: parsePriority(header('x-switchyard-priority')),
    timeoutMs: parseTimeout(header('x-switchyard-timeout-ms')),
    isStoryInBody: parseStory(header('x-switchyard-story')),
  };
}

/** Puts them into a request; what the body says already stands, but for labels, which add up. */
export function applyWishes(request: GenerateRequest, wishes: Wishes): void {
  request.feature ||= wishes.feature;
  request.clientRequestId ||= wishes.clientRequestId;
  request.idempotencyKey ||= wishes.idempotencyKey;
  request.costLimitUsd ||= wishes.costLimitUsd;
  Object.assign(request.labels, wishes.labels);
  request.priority = wishes.priority;
}

/** The same for requests for vectors and pictures, which name a feature in place of the model. */
export function taskWishes(model: string, { feature, clientRequestId, idempotencyKey, costLimitUsd, labels }: Wishes) {
  if (idempotencyKey !== '') throw new AppError(Reason.FEATURE_NOT_BUILT, 'idempotency-key: this version of Switchyard does not serve it yet.', { field: 'idempotency-key', nextStep: 'Leave it out.', code: 'INVALID_ARGUMENT' });
  return { model: feature === '' ? model : `feature:${feature}`, clientRequestId, costLimitUsd, labels: { ...labels } };
}

function parseLabels(text: string): [string, string][] {
  if (text === '') return [];
  return text.split(',').map((pair) => {
    const [name, ...value] = pair.split('=');
    if (name === undefined || name.trim() === '' || value.length === 0) throw fault('x-switchyard-labels', `"${pair}" is not a label`, 'Send name=value pairs with commas between them.');
    return [name.trim(), value.join('=').trim()];
  });
}

function parsePriority(text: string): Priority {
  if (text === '') return Priority.UNSPECIFIED;
  const priority = Object.hasOwn(priorities, text) ? priorities[text] : undefined;
  if (priority === undefined) throw fault('x-switchyard-priority', `"${text}" is not a priority`, 'Use low, normal, high or critical.');
  return priority;
}

function parseTimeout(text: string): number | undefined {
  if (text === '') return undefined;
  const timeoutMs = Number(text);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) throw fault('x-switchyard-timeout-ms', `"${text}" is not a time`, 'Send whole milliseconds.');
  return timeoutMs;
}

function parseStory(text: string): boolean {
  if (!['', 'headers', 'body'].includes(text)) throw fault('x-switchyard-story', `"${text}" is no place for it`, 'Use body or headers.');
  return text === 'body';
}

/** The answer's id, under the names that the SDKs of the dialects read. */
export function idHeaders(requestId: string): Record<string, string> {
  return { 'x-request-id': requestId, 'request-id': requestId };
}

/** Our extras on a whole answer. */
export function answerHeaders(response: Pick<GenerateResponse, 'requestId' | 'model' | 'provider' | 'attempts' | 'costPicousd' | 'clientRequestId' | 'warnings'> & Partial<Pick<GenerateResponse, 'cache'>>): Record<string, string> {
  return {
    ...idHeaders(response.requestId),
    'x-switchyard-model': response.model,
    'x-switchyard-provider': response.provider,
    'x-switchyard-route': response.attempts.at(-1)?.route ?? '',
    'x-switchyard-attempts': String(response.attempts.length),
    ...((response.cache ?? '') === '' ? {} : { 'x-switchyard-cache': response.cache ?? '' }),
    ...(response.warnings.length === 0 ? {} : { 'x-switchyard-warnings': String(response.warnings.length) }),
    ...(response.costPicousd === undefined ? {} : { 'x-switchyard-cost-usd': formatUsd(response.costPicousd) }),
    ...clientIdHeader(response.clientRequestId),
  };
}

/** The caller's own id comes back, in characters that a header may have. */
export function clientIdHeader(clientRequestId: string): Record<string, string> {
  return clientRequestId === '' ? {} : { 'x-client-request-id': encodeURI(clientRequestId.toWellFormed()) };
}
