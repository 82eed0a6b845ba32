// One real call, and everything it left behind: its ledger rows, its decision, its trace.
import { createClient } from '@switchyard/client';
import { Ledger, type Entry } from '@switchyard/proto/ledger/v1/ledger_service';
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import type { Decision } from '@switchyard/proto/router/v1/decision';
import { demonstrationWaitMs } from '../limits.js';
import { PlainError } from '../plain-error.js';
import type { Running } from '../running.js';
import type { ReceivedSpan } from '../trace/otlp.js';
import { missingSpans } from '../trace/missing-spans.js';
import type { TraceReceiver } from '../trace/receiver.js';

export interface Demonstrated {
  readonly answer: GenerateResponse;
  readonly entries: readonly Entry[];
  readonly decision: Decision;
  readonly spans: readonly ReceivedSpan[];
}

export interface DemonstrationOptions {
  readonly running: Running;
  readonly receiver: TraceReceiver;
  readonly grpc: string;
  readonly apiKey: string;
  /** One that the catalog has; undefined when it has none. */
  readonly model: string | undefined;
  readonly prompt: string;
}

/** Rejects with a sentence that names what did not arrive. */
export async function demonstrate(options: DemonstrationOptions): Promise<Demonstrated> {
  const { model } = options;
  if (model === undefined) throw new PlainError('The catalog has no model to ask. Declare one, or name one that your server has, for example DEFAULT_AI_MODEL=ollama/llama3.2.');
  const client = createClient({ address: options.grpc, apiKey: options.apiKey });
  try {
    const answer = await client.generate({ model, prompt: options.prompt, parameters: { maxOutputTokens: 200 } }, { timeoutMs: 60_000 });
    const ledger = options.running.connect(Ledger, 'cost-ledger');
    const request = await until(() => 'its ledger row', async () => {
      const found = await ledger.getRequest({ requestId: answer.requestId, tenant: 'dev' }, { timeoutMs: 5_000 }).catch(() => undefined);
      return found !== undefined && found.entries.length > 0 ? found : undefined;
    });
    const traceId = request.request?.traceId ?? '';
    const received = () => options.receiver.spansOf(traceId);
    const spans = await until(
      () => `of its trace, ${missingSpans(received()).join(', ')}`,
      async () => (missingSpans(received()).length === 0 ? received() : undefined),
    );
    const { decision } = await client.explain(answer.requestId, { timeoutMs: 5_000 });
    if (decision === undefined) throw new Error(`The answer came, but the decision of request ${answer.requestId} is not known.`);
    return { answer, entries: request.entries, decision, spans };
  } finally {
    client.close();
  }
}

async function until<T>(what: () => string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAtMs = Date.now() + demonstrationWaitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAtMs) throw new Error(`The answer came, but within ${demonstrationWaitMs / 1000} s this did not: ${what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
