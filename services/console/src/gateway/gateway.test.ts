// Goal: every RPC can be reached as JSON with the caller's key, and a stream that breaks never looks whole.
import { afterEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { ExportResponseSchema } from '@switchyard/proto/ledger/v1/ledger_service';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { AppError, Reason } from '@switchyard/common/errors';
import { key, openConsole, type Answer } from '../testing/fake-peers.js';

let console: Awaited<ReturnType<typeof openConsole>>;
afterEach(() => console.close());

async function call(answers: Record<string, Answer>, path: string, body: unknown = {}) {
  console = await openConsole(answers);
  const response = await fetch(`${console.address}/rpc/${path}`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

const exported = 'switchyard.ledger.v1.Ledger/Export';
async function* chunks(count: number, end?: AppError) {
  for (let index = 0; index < count; index += 1) yield create(ExportResponseSchema, { chunk: Buffer.alloc(64 * 1024, 'x') });
  if (end !== undefined) throw end;
}

describe('the gateway', () => {
  it('answers a unary method in JSON, for the tenant of the key', async () => {
    const { status, text } = await call({ 'router.generate': () => create(GenerateResponseSchema, { content: 'hi', costPicousd: 5n }) }, 'switchyard.router.v1.Router/Generate', { prompt: 'hello' });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ content: 'hi', costPicousd: '5' });
    expect(console.heard).toMatchObject([{ method: 'router.generate', request: { prompt: 'hello' }, options: { onBehalfOf: { tenant: 'acme' } } }]);
  });

  it('streams one JSON a line, however long', async () => {
    const { status, text } = await call({ 'ledger.export': () => chunks(100) }, exported, { format: 'csv' });
    expect(status).toBe(200);
    expect(text.trimEnd().split('\n').map((line) => Object.keys(JSON.parse(line) as object))).toEqual(Array.from({ length: 100 }, () => ['chunk']));
  });

  it('ends a broken stream with an error line', async () => {
    const { status, text } = await call({ 'ledger.export': () => chunks(2, new AppError(Reason.STORE_UNAVAILABLE, 'Postgres went away.')) }, exported, { format: 'csv' });
    expect(status).toBe(200);
    expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ error: { reason: 'store_unavailable', message: 'Postgres went away.' } });
  });

  it('refuses before the first line with a status', async () => {
    expect(await call({ 'ledger.export': () => chunks(0, new AppError(Reason.PERMISSION_DENIED, 'No.')) }, exported)).toMatchObject({ status: 403 });
  });

  it.each([
    { name: 'a service that is none', path: 'x.Y/Z', status: 404, says: 'switchyard.router.v1.Router' },
    { name: 'a service by an inherited name', path: 'constructor/Z', status: 404, says: 'no method' },
    { name: 'a method that is none', path: 'switchyard.router.v1.Router/Destroy', status: 404, says: 'Destroy' },
    { name: 'a field that is none', path: 'switchyard.router.v1.Router/Generate', body: { promt: 'x' }, status: 400, says: 'promt' },
  ])('refuses $name', async ({ path, body, status, says }) => {
    const answer = await call({}, path, body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(says);
  });
});
