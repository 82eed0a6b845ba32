// The live page: asks the REST API with the key of this tab, and follows provider states as they change.
import { budgetWords, outcomeWords, timeWords } from './words.js';

const element = (id) => document.getElementById(id);
const refreshMs = 2000;
let watching;

// A link from make dev carries the key behind the #, which no server sees; it is taken out of the address at once.
const fromLink = new URLSearchParams(location.hash.slice(1)).get('key');
if (fromLink) {
  sessionStorage.setItem('key', fromLink);
  history.replaceState(null, '', location.pathname);
}

async function ask(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { authorization: `Bearer ${sessionStorage.getItem('key')}` } });
  if (response.ok) return response;
  const { error } = await response.json();
  throw Object.assign(new Error(`${error.message} ${error.next_step ?? ''}`), { status: response.status });
}

const json = async (path) => (await ask(path)).json();

function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined && child !== ''));
  return made;
}

const shown = (value, unit = '') => (value === undefined ? 'unknown' : `${value}${unit}`);
const pairs = (entries) => node('dl', {}, ...entries.flatMap(([name, value]) => [node('dt', {}, name), node('dd', {}, value)]));

function showProviders({ overall, providers }) {
  element('overall').textContent = overall;
  element('overall').className = `pill ${overall}`;
  element('providers').replaceChildren(
    ...providers.map((provider) =>
      node(
        'article',
        { class: 'card' },
        node('h3', {}, provider.provider, node('span', { class: provider.status }, provider.status)),
        pairs([
          ['requests today', shown(provider.requests_today)],
          ['success, 5 min', provider.success_rate === undefined ? 'no traffic' : `${(provider.success_rate * 100).toFixed(1)} %`],
          ['p50 / p95', provider.response_time.p95 === undefined ? '—' : `${provider.response_time.p50} / ${provider.response_time.p95} ms`],
          ['models', shown(provider.models_available)],
        ]),
        provider.last_error && node('p', { class: 'error' }, provider.last_error),
      ),
    ),
  );
}

function showSpend({ total, days, budgets }) {
  const today = days.find(({ day }) => day === new Date().toISOString().slice(0, 10));
  const rows = [['in all', `${total} USD`], ['today (UTC)', `${today?.cost ?? '0'} USD`]];
  const unpriced = days.reduce((sum, day) => sum + day.unpriced, 0);
  if (unpriced > 0) rows.push(['calls without a price', String(unpriced)]);
  element('spend').replaceChildren(
    pairs(rows),
    ...budgets.map((budget) => {
      const { title, effect, state } = budgetWords(budget);
      return node('div', { class: 'budget' }, node('strong', {}, title), node('span', {}, effect), node('meter', { min: 0, max: budget.limit, value: Number(budget.posted) + Number(budget.held), title: state }), node('span', {}, state));
    }),
  );
}

function decisionOf({ decision, attempts, error }) {
  if (!decision) return '';
  return node(
    'details',
    {},
    node('summary', {}, `${decision.mode} ${decision.target} by ${decision.strategy}`),
    node('ul', {}, ...decision.candidates.map(({ route, why }) => node('li', {}, `${route}: ${why}`)), ...decision.exclusions.map(({ model, reason, detail }) => node('li', {}, `left out ${model}: ${outcomeWords(reason)} (${detail})`))),
    node('ul', {}, ...attempts.map(({ route, outcome, error: why }) => node('li', { class: outcome }, `${route}: ${outcomeWords(outcome)}${why ? `, ${why}` : ''}`))),
    error && node('p', { class: 'error' }, error),
  );
}

// On a narrow screen each cell says its column, since there is no room for a head.
const columns = [...document.querySelectorAll('thead th')].map(({ textContent }) => textContent);
let drawn = '';
function showRequests({ requests }) {
  const text = JSON.stringify(requests);
  // Redrawing what has not changed would close what the reader has opened.
  if (text === drawn) return;
  drawn = text;
  element('none').hidden = requests.length > 0;
  element('requests').replaceChildren(
    ...requests.map((request) =>
      node(
        'tr',
        {},
        ...[
          [{ title: request.request_id }, timeWords(request.started_at)],
          [{}, request.model ?? '—'],
          [{ class: request.outcome, title: request.reason ?? request.outcome }, outcomeWords(request.reason ?? request.outcome)],
          [{ class: 'number' }, String(request.attempts.length)],
          [{ class: 'number' }, request.response_time?.toFixed(3) ?? ''],
          [{ class: 'number' }, request.cost ?? (request.attempts.length === 0 ? '0' : 'unknown')],
          [{}, decisionOf(request)],
        ].map(([attributes, content], index) => node('td', { ...attributes, 'data-name': columns[index] }, content)),
      ),
    ),
  );
}

async function refresh() {
  const [spend, requests] = await Promise.all([json('/api/ai/spend'), json('/api/ai/requests?limit=20')]);
  showSpend(spend);
  showRequests(requests);
  element('freshness').textContent = `As of ${new Date().toLocaleTimeString()}; provider states are live.`;
}

async function follow(signal) {
  const reader = (await ask('/api/ai/provider-status/stream', { signal })).body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) if (event.startsWith('data: ')) showProviders(JSON.parse(event.slice(6)));
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function forever(work, signal) {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      if (error.status === 401 || error.status === 403) return enter(error.message);
      element('freshness').textContent = `${error.message} Trying again…`;
    }
    await pause(refreshMs);
  }
}

function start() {
  element('enter').hidden = true;
  element('live').hidden = false;
  element('leave').hidden = false;
  watching = new AbortController();
  forever(refresh, watching.signal);
  forever(() => follow(watching.signal), watching.signal);
}

function enter(why = '') {
  watching?.abort();
  sessionStorage.removeItem('key');
  element('overall').textContent = 'not signed in';
  element('overall').className = 'pill';
  element('live').hidden = true;
  element('leave').hidden = true;
  element('enter').hidden = false;
  element('refused').textContent = why;
  element('key').focus();
}

element('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('key', element('key').value.trim());
  element('key').value = '';
  start();
});
element('leave').addEventListener('click', () => enter());

if (sessionStorage.getItem('key')) start();
else enter();
