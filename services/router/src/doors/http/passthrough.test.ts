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

  it.each([
    { more: { candidateCount: 5 }, field: 'candidateCount' },
    { more: { best_of: 5 }, field: 'best_of' },
    { more: { num_predict: 5 }, field: 'num_predict' },
    { more: { plugins: [{ id: 'x' }] }, field: 'plugins' },
    { more: { Search_Parameters: { mode: 'on' } }, field: 'Search_Parameters' },
    { more: { generation_config: { candidateCount: 2 } }, field: 'generation_config' },
    { more: { generationConfig: { topK: 3, candidate_count: 2 } }, field: 'generationConfig.candidate_count' },
    { more: { additionalModelRequestFields: { thinking: { type: 'enabled' } } }, field: 'additionalModelRequestFields.thinking' },
    { more: { options: { 'num-ctx': 5 } }, field: 'options.num-ctx' },
  ])('never passes what changes more than words, whatever its dialect: $field', async ({ more, field }) => {
    const answer = await post(path, more);
    expect([answer.status, fieldOf(answer)]).toEqual([400, field]);
    expect(answer.body.error?.message).toContain(field);
    expect(world.calls).toEqual([]);
  });

  it('passes the harmless members of a vendor\'s container', async () => {
    expect((await post(path, { generationConfig: { topK: 3 } })).status).toBe(200);
    expect(JSON.parse(world.calls[0]?.chat?.parameters?.extraJson ?? '')).toEqual({ generationConfig: { topK: 3 } });
  });
});
