// Goal: what only separate processes can do is not promised by one process, and what has no effect is said.
import { describe, expect, it } from '@jest/globals';
import { optionNotes, readOptions } from './options.js';

describe('options of make dev', () => {
  it.each(['ROUTERS', 'ADAPTERS'])('%s above 1 asks for CLUSTER=1', (variable) => {
    expect(() => readOptions({ [variable]: '2' })).toThrow(`${variable}=2 CLUSTER=1`);
    expect(readOptions({ [variable]: '2', CLUSTER: '1' })).toMatchObject({ isCluster: true });
    expect(readOptions({ [variable]: '1' })).toMatchObject({ routers: 1, adapters: 1 });
  });

  it('NATS_URL without separate processes is told to have no effect', () => {
    const natsUrl = 'nats://127.0.0.1:4222';
    expect(optionNotes(readOptions({ NATS_URL: natsUrl }))).toEqual([expect.stringContaining('CLUSTER=1')]);
    expect(optionNotes(readOptions({ NATS_URL: natsUrl, CLUSTER: '1' }))).toEqual([]);
    expect(optionNotes(readOptions({}))).toEqual([]);
  });
});
