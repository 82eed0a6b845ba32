// Where the shipped prices come from: https://github.com/pydantic/genai-prices, collected from the vendors' own pages.
import { readFileSync } from 'node:fs';
import { findProvider, type Provider } from '@pydantic/genai-prices';

const name = '@pydantic/genai-prices';
/** When this version was published; the package does not say it itself. Change it together with package.json. */
const publishedOn = '2026-09-23';
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.resolve(name)), 'utf8')) as { version: string };

/** Written into every row that comes from the package. */
export const shippedSource = `${name} ${version} of ${publishedOn}`;

/** Rows that start so came from some version of the package, and may be replaced by a newer one. */
export const shippedSourcePrefix = `${name} `;

/** Types whose vendor has another name in the package. */
const vendors: ReadonlyMap<string, string> = new Map([['bedrock', 'aws']]);

/** A provider type is a vendor of the package when it has the same name, or the one above; the package's own guessing is not wanted here. */
export function vendorOf(providerType: string): Provider | undefined {
  const id = vendors.get(providerType) ?? providerType;
  const found = findProvider({ providerId: id });
  return found?.id === id ? found : undefined;
}

/** Prices are the vendor's own: a server at another address that speaks the same dialect has others. */
export function isVendorsAddress(vendor: Provider, baseUrl: string): boolean {
  return baseUrl === '' || new RegExp(`^(?:${vendor.api_pattern})`).test(baseUrl);
}
