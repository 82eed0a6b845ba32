// Goal: a person who opens the page with a key sees what is up, where requests went and why, and what was spent; also on a phone.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../cluster/find-browser.js';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';

let cluster: LocalCluster;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  // Root has no sandbox for Chromium; the page it opens is our own.
  browser = await chromium.launch({ executablePath: findBrowser(process.env), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  cluster = await startLocalCluster({ isSingle: true });
  const { http, apiKey } = cluster.run();
  const body = JSON.stringify({ model: 'quick', messages: [{ role: 'user', content: 'hello' }], max_completion_tokens: 5 });
  await (await fetch(`${http}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body })).json();
  page = await browser.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cluster?.stop();
}, 90_000);

describe('the page', () => {
  it('asks for a key, and says why a wrong one is refused', async () => {
    await page.goto(cluster.run().console);
    await page.getByLabel('API key').fill('sy_wrong');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator('#refused').filter({ hasText: /key/i }).waitFor();
    expect(await page.locator('#live').isVisible()).toBe(false);
    // The browser itself notes the 401 that was asked for.
    faults.length = 0;
  }, 30_000);

  it('shows providers, requests with their decision, and spend', async () => {
    await page.getByLabel('API key').fill(cluster.run().adminKey);
    await page.getByRole('button', { name: 'Show' }).click();
    // The run's own call and ours, which ended at its cap.
    await page.locator('#requests tr').nth(1).waitFor();
    expect(await page.locator('#providers h3').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('openai-eu')]));
    const newest = page.locator('#requests tr').first();
    expect(await newest.innerText()).toMatch(/20\d\d/);
    expect(await newest.innerText()).toContain('answered up to the cap');
    await newest.locator('summary').click();
    expect(await newest.locator('details').innerText()).toContain('openai-eu/quick');
    expect(await page.locator('#spend').innerText()).toMatch(/in all\s+0\.000\d+ USD/);
  }, 30_000);

  it('fits a narrow screen, with each value under its name', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    expect(await page.evaluate("getComputedStyle(document.querySelectorAll('#requests td')[2], '::before').content")).toBe('"Outcome"');
  }, 30_000);

  it('takes the key out of the address it came with', async () => {
    const other = await browser.newPage();
    await other.goto(`${cluster.run().console}/#key=${cluster.run().adminKey}`);
    await other.locator('#requests tr').first().waitFor();
    expect(other.url()).not.toContain('sy_');
    await other.close();
  }, 30_000);

  it('has no fault of its own', () => {
    expect(faults).toEqual([]);
  });
});
