// Sends a plan through the client at a fixed concurrency and notes what came of each request.
import { createClient, isSwitchyardError, Reason, type SwitchyardClient } from '@switchyard/client';
import { pacer } from './pace.js';
import type { Planned } from './plan.js';

export interface Sent {
  readonly planned: Planned;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Of attempts that the answer or the error told of. */
  readonly attemptIds: readonly string[];
  readonly isAnswered: boolean;
  readonly error: string;
}

export interface LoadOptions {
  /** gRPC doors, used in turn. */
  readonly doors: readonly string[];
  readonly apiKey: string;
  readonly plan: readonly Planned[];
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Absent: as fast as the answers come. */
  readonly requestsPerSecond?: number;
  readonly onProgress?: (done: number) => void;
}

const tool = { name: 'weather', description: 'Tells the weather.', parametersJson: '{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}' };

export async function runLoad({ doors, apiKey, plan, concurrency, timeoutMs, requestsPerSecond, onProgress }: LoadOptions): Promise<Sent[]> {
  const clients = doors.map((address) => createClient({ address, apiKey }));
  const results: Sent[] = [];
  const turn = requestsPerSecond === undefined ? async () => {} : pacer(requestsPerSecond);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < plan.length) {
      const planned = plan[next] as Planned;
      next += 1;
      await turn();
      results.push(await send(clients[planned.index % clients.length] as SwitchyardClient, planned, timeoutMs));
      onProgress?.(results.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  clients.forEach((client) => client.close());
  return results;
}

async function send(client: SwitchyardClient, planned: Planned, timeoutMs: number): Promise<Sent> {
  const startedAtMs = Date.now();
  const attemptIds: string[] = [];
  try {
    await untilReached(timeoutMs, (leftMs) => (planned.shape === 'stream' ? stream(client, planned, leftMs, attemptIds) : plain(client, planned, leftMs, attemptIds)));
    return { planned, startedAtMs, endedAtMs: Date.now(), attemptIds, isAnswered: true, error: '' };
  } catch (error) {
    if (isSwitchyardError(error)) attemptIds.push(...(error.options.attempts ?? []).map(({ attemptId }) => attemptId));
    const text = isSwitchyardError(error) ? `${error.code} ${Reason[error.reason]}: ${error.message}` : String(error);
    return { planned, startedAtMs, endedAtMs: Date.now(), attemptIds: [...new Set(attemptIds)], isAnswered: false, error: text };
  }
}

/** A door that is not there refuses the connection: nothing was sent, so callers knock again, as gRPC's wait-for-ready would. */
async function untilReached(timeoutMs: number, call: (leftMs: number) => Promise<void>): Promise<void> {
  const giveUpAtMs = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await call(giveUpAtMs - Date.now());
    } catch (error) {
      const neverLeft = isSwitchyardError(error) && error.reason === Reason.STORE_UNAVAILABLE && (error.options.attempts ?? []).length === 0;
      if (!neverLeft || Date.now() + knockEveryMs > giveUpAtMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, knockEveryMs));
    }
  }
}

const knockEveryMs = 200;

function requestOf({ index, shape, model, fault, isCancelled }: Planned) {
  // A cancelled answer is slow enough to be cancelled under way.
  const directive = isCancelled ? { chunk_delay_ms: 40, chunk_count: 12 } : fault?.directive;
  return {
    model,
    prompt: `Request ${index}: tell me about signal boxes.${directive === undefined ? '' : ` [[sandbox ${JSON.stringify(directive)}]]`}`,
    clientRequestId: `load-${index}`,
    parameters: shape === 'tools' ? { maxOutputTokens: 300, tools: [tool], toolChoice: { mode: 'required' } } : { maxOutputTokens: 300 },
  };
}

async function plain(client: SwitchyardClient, planned: Planned, timeoutMs: number, attemptIds: string[]): Promise<void> {
  const answer = await client.generate(requestOf(planned), { timeoutMs });
  attemptIds.push(...answer.attempts.map(({ attemptId }) => attemptId));
}

async function stream(client: SwitchyardClient, planned: Planned, timeoutMs: number, attemptIds: string[]): Promise<void> {
  const abort = new AbortController();
  let deltas = 0;
  for await (const { frame } of client.stream(requestOf(planned), { timeoutMs, signal: abort.signal })) {
    if (frame.case === 'attemptStarted') attemptIds.push(frame.value.attemptId);
    if (frame.case === 'contentDelta') deltas += 1;
    if (frame.case === 'finished') attemptIds.push(...(frame.value.response?.attempts ?? []).map(({ attemptId }) => attemptId));
    if (planned.isCancelled && deltas >= 2) abort.abort();
  }
}
