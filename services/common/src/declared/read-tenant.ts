// Tenants of a declarative file, with their keys and budgets.
import type { DeclaredApiKey, DeclaredBudget, DeclaredTenant } from './declared.js';
import type { Field } from './reader.js';

const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
const keyPattern = /^sy_[A-Za-z0-9_-]{32,}$/;

export function readTenant(field: Field): DeclaredTenant | undefined {
  return field.map(['name', 'display_name', 'projects', 'passthrough', 'api_keys', 'budgets'], '{ name: acme, api_keys: [ { name: ci, key: { env: ACME_KEY } } ] }', (get) => ({
    name: get('name').matching(idPattern, 'a tenant name (lower case letters, digits and "-", at most 63)', 'acme'),
    displayName: get('display_name').optionalText('Acme Ltd'),
    projects: get('projects').texts('website'),
    passthrough: get('passthrough').boolean(false),
    apiKeys: get('api_keys').list(readApiKey, '[ { name: ci, key: { env: ACME_KEY } } ]'),
    budgets: get('budgets').list(readBudget, '[ { window: day, limit_usd: "5.00", hard: true } ]'),
  }));
}

function readApiKey(field: Field): DeclaredApiKey | undefined {
  return field.map(['name', 'key', 'role', 'project', 'models'], '{ name: ci, key: { env: ACME_KEY } }', (get) => {
    const key = get('key').secret();
    if (key !== '' && !keyPattern.test(key)) get('key').mistake('the value is not a Switchyard key: sy_ and at least 32 letters, digits, "_" or "-".', 'sy_ and 43 random characters');
    return { name: get('name').text('ci'), key, role: get('role').oneOf(['caller', 'viewer', 'operator', 'finance', 'admin'], 'caller'), project: get('project').optionalText('website'), models: get('models').texts('quick') };
  });
}

function readBudget(field: Field): DeclaredBudget | undefined {
  const keys = ['name', 'window', 'limit_usd', 'hard', 'project', 'feature', 'key', 'provider', 'zone', 'alert_at'];
  return field.map(keys, '{ window: day, limit_usd: "5.00", hard: true }', (get) => {
    const scopes = (['project', 'feature', 'key', 'provider'] as const).filter((scope) => get(scope).isPresent);
    if (scopes.length > 1) get(scopes[1] as string).mistake('a budget covers one of project, feature, key and provider.', 'two budgets');
    const scope = scopes[0] ?? 'tenant';
    const scopeId = scope === 'tenant' ? '' : get(scope).text('website');
    const window = get('window').oneOf(['day', 'week', 'month'], 'day');
    return {
      name: get('name').optionalText('daily') || [window, ...(scope === 'tenant' ? [] : [scope, scopeId])].join('-'),
      window,
      limitPicoUsd: get('limit_usd').usd('"5.00"'),
      hard: get('hard').boolean(false),
      scope,
      scopeId,
      zone: get('zone').optionalText('Europe/Berlin'),
      alertPercents: get('alert_at').list((entry) => entry.number({ min: 1, max: 100, example: '80' }), '[50, 80]'),
    };
  });
}
