// Goal: a call that fails does not take the run with it, since what made it fail is mended in a run. Only ONCE=1, whose
// one purpose is the call, ends with its error.
import { describe, expect, it } from '@jest/globals';
import { AppError, Reason } from '@switchyard/common/errors';
import { screenOn } from '../screen.js';
import { demonstrate } from './gather.js';
import { runDemonstration } from './run-demonstration.js';

async function failing(error: unknown, { isOnce }: { isOnce: boolean }): Promise<{ said: string; thrown: unknown }> {
  let said = '';
  const thrown = await runDemonstration({ isOnce, screen: screenOn((text) => void (said += text)), demonstrate: () => Promise.reject(error) }).catch((rejected: unknown) => rejected);
  return { said, thrown };
}

const spent = new AppError(Reason.BUDGET_EXCEEDED, 'Budget "day" refuses this request.', { nextStep: 'Wait for the next window.' });

describe('a failed demonstration', () => {
  it.each([
    { name: 'a spent budget, and how it is raised', error: spent, says: ['Budget "day" refuses this request.', 'Wait for the next window.', 'npx switchyard budgets set', 'All services run'] },
    { name: 'a provider that is down, and where that shows', error: new AppError(Reason.NO_PROVIDER_UP, 'No provider is up.', { nextStep: 'Try again.' }), says: ['No provider is up.', 'Try again.', 'npx switchyard status'] },
    { name: 'what did not arrive after the answer', error: new Error('The answer came, but not its trace.'), says: ['The answer came, but not its trace.'] },
  ])('tells $name, and the run goes on', async ({ error, says }) => {
    const { said, thrown } = await failing(error, { isOnce: false });
    expect(thrown).toBeUndefined();
    for (const text of says) expect(said).toContain(text);
  });

  it('ends a run that is for the call alone', async () => {
    expect(await failing(spent, { isOnce: true })).toEqual({ said: '', thrown: spent });
  });

  it('names the variable when there is no model to ask', async () => {
    await expect(demonstrate({ model: undefined } as never)).rejects.toThrow('DEFAULT_AI_MODEL=ollama/llama3.2');
  });
});
