// A provider as callers send it: what may be said, and what is filled in where nothing was.
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import { burstDefault, healthCheckIntervalSDefault, requestsPerHourDefault } from '../../limits.js';
import { checkAtLeast, checkCredentialId, checkId, checkList, checkText, refuse } from './refuse.js';
import { checkBaseUrl } from './base-url.js';

export function fillProvider(provider: Provider): Provider {
  return {
    ...provider,
    priority: provider.priority === 0 ? 1 : provider.priority,
    weight: provider.weight === 0 ? 1 : provider.weight,
    requestsPerHour: provider.requestsPerHour === 0n ? requestsPerHourDefault : provider.requestsPerHour,
    burst: provider.burst === 0n ? burstDefault : provider.burst,
    healthCheckIntervalS: provider.healthCheckIntervalS === 0n ? healthCheckIntervalSDefault : provider.healthCheckIntervalS,
    source: provider.source === '' ? 'rpc' : provider.source,
  };
}

/** `path` is where the provider stands in the request. */
export function checkProvider(path: string, provider: Provider): void {
  checkId(`${path}.id`, provider.id);
  checkId(`${path}.type`, provider.type);
  checkText(`${path}.name`, provider.name);
  checkBaseUrl(`${path}.base_url`, provider.baseUrl, provider.allowPrivate);
  checkAtLeast(`${path}.priority`, provider.priority, 0);
  checkAtLeast(`${path}.weight`, provider.weight, 0);
  checkList(`${path}.credentials`, provider.credentials, checkCredentialId);
  checkAtLeast(`${path}.requests_per_minute`, provider.requestsPerMinute, 0n);
  checkAtLeast(`${path}.tokens_per_minute`, provider.tokensPerMinute, 0n);
  checkAtLeast(`${path}.requests_per_hour`, provider.requestsPerHour, 0n);
  checkAtLeast(`${path}.burst`, provider.burst, 0n);
  checkAtLeast(`${path}.health_check_interval_s`, provider.healthCheckIntervalS, 0n);
  for (const [name, value] of Object.entries(provider.options)) {
    if (!/^[a-z][a-z0-9_.-]{0,62}$/.test(name)) refuse(`${path}.options`, `${JSON.stringify(name)} is not a name of an option.`, 'Use lower-case words such as api_version.');
    checkText(`${path}.options.${name}`, value);
  }
}
