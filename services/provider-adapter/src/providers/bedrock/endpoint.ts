// Where a region is: https://docs.aws.amazon.com/general/latest/gr/bedrock.html
import { cannotSay } from '../../toolkit/index.js';

/** A region is part of a host name. */
const name = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

export function regionOf(options: Readonly<Record<string, string>>): string {
  return options['region'] || 'us-east-1';
}

/** Empty, and so refused, for a region that is no name. */
export function baseUrlFor(options: Readonly<Record<string, string>>): string {
  const region = regionOf(options);
  return name.test(region) ? `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}` : '';
}

/** Whether an address is one of AWS, so that whoever edits a row cannot have the adapter's own identity shown to a server of theirs. */
export function isAmazons(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(new URL(baseUrl).hostname);
}

/** Lists are at another address than calls; a gateway in between serves both. */
export function controlUrlOf(baseUrl: string): string {
  return baseUrl.replace('://bedrock-runtime.', '://bedrock.').replace('://bedrock-runtime-fips.', '://bedrock-fips.');
}

/** A model is an id, an inference profile or an ARN, which has slashes of its own. */
export function pathOf(model: string, action: 'converse' | 'converse-stream'): string {
  if (model === '' || model === '.' || model === '..') throw cannotSay('model', 'a name of a model has no part that is empty, "." or "..".');
  return `/model/${encodeURIComponent(model)}/${action}`;
}
