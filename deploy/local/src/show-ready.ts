// What a person needs when everything runs: addresses, keys and what they may do, and a first call to copy.
import type { Screen } from './screen.js';
import type { LocalSecrets } from './secrets.js';

export interface Ready {
  readonly grpc: string;
  readonly http: string;
  readonly console: string;
  readonly secrets: Pick<LocalSecrets, 'apiKey' | 'adminKey'>;
  /** One that the catalog has; undefined when it has none. */
  readonly model: string | undefined;
  readonly notes: readonly string[];
  readonly seconds: number;
}

export function showReady(screen: Screen, { grpc, http, console, secrets, model, notes, seconds }: Ready): void {
  screen.heading('Ready');
  screen.rows([
    ['gRPC', grpc],
    ['HTTP', `${http}/v1`],
    ['page', `${console}/#key=${secrets.adminKey}`],
    ['API key (caller)', `${secrets.apiKey}   asks models, as tenant dev`],
    ['admin key', `${secrets.adminKey}   also changes catalog, keys and budgets, and sees all spend`],
  ]);
  screen.line();
  if (model === undefined) screen.line('The catalog has no model to ask yet: declare one, or set DEFAULT_AI_MODEL.');
  else {
    screen.line(`  curl ${http}/v1/chat/completions -H 'authorization: Bearer ${secrets.apiKey}' -H 'content-type: application/json' \\`);
    screen.line(`    -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }] })}'`);
  }
  screen.line();
  for (const note of notes) screen.line(note);
  screen.line(`It took ${seconds.toFixed(1)} s.`);
}
