// Goal: what nobody here knows goes to the provider by the tenant's leave alone, and never where a hard budget must hold.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, openDoors, passingKey, type Doors } from '../../testing/doors.js';
import { World } from '../../testing/world.js';

let world: World;
let doors: Doors;
beforeEach(async () => {
  world = new World({ script: () => ({ kind: 'answer' }) });
  doors = await openDoors(world, catalogOf([{ name: 'a' }]));
});
afterEach(() => doors.close());

const paths = ['/v1/chat/completions', '/v1/messages', '/v1/responses'];

async function post(path: string, more: object, key = passingKey) {
  const question = path === '/v1/responses' ? { input: 'hello', max_output_tokens: 5 } : { messages: [{ role: 'user', content: 'hello' }], max_tokens: 5 };
  const response = await fetch(`${doors.http}${path}`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ model: 'a', ...question, ...more }) });
  return { status: response.status, body: (await response.json()) as { error?: { param?: string; details?: { field: string }; message: string } } };
}
const fieldOf = ({ body: { error } }: Awaited<ReturnType<typeof post>>) => error?.param ?? error?.details?.field;

describe.each(paths)('%s', (path) => {
  it('passes unknown fields on, as they came', async () => {
    expect((await post(path, { min_p: 0.1, top_k: 3, guided: { choice: ['x'] } })).status).toBe(200);
    expect(JSON.parse(world.calls[0]?.chat?.parameters?.extraJson ?? '')).toEqual({ min_p: 0.1, top_k: 3, guided: { choice: ['x'] } });
  });

  it('refuses them to a tenant without leave, and names them', async () => {
    const answer = await post(path, { min_p: 0.1 }, goodKey);
    expect([answer.status, fieldOf(answer)]).toEqual([400, 'min_p']);
    expect(answer.body.error?.message).toContain('min_p');
    expect(world.calls).toEqual([]);
  });

  it('refuses them under a hard budget, and names them', async () => {
    world.isCovered = true;
    const answer = await post(path, { min_p: 0.1 });
    expect([answer.status, fieldOf(answer)]).toEqual([400, 'min_p']);
    expect(answer.body.error?.message).toContain('hard budget');
    expect(world.holdOrders).toEqual([]);
    expect(world.calls).toEqual([]);
    expect((await post(path, {})).status).toBe(200);
  });

  it.each(['candidateCount', 'best_of', 'num_predict', 'num_return_sequences', 'plugins'])('never passes what changes the price, whatever its dialect: %s', async (name) => {
    const answer = await post(path, { [name]: 5 });
    expect([answer.status, fieldOf(answer)]).toEqual([400, name]);
    expect(world.calls).toEqual([]);
  });
});
