// Where a provider may be. Calls carry its key, so the way there is encrypted and leads outside, unless the operator's own
// file says that this address is in the house. The adapter checks again what a name resolves to.
import { isIP } from 'node:net';
import { checkText, quote, refuse } from './refuse.js';

export function checkBaseUrl(field: string, baseUrl: string, allowPrivate: boolean): void {
  if (baseUrl === '') return;
  checkText(field, baseUrl);
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    refuse(field, `${quote(baseUrl)} is not a URL of http or https.`, 'Use one like https://api.openai.com/v1.');
  }
  if (url.username !== '' || url.password !== '') refuse(field, 'it holds a user name or a password.', 'Store the key as a credential.');
  if (url.search !== '' || url.hash !== '') refuse(field, 'it has a query or a fragment, which would be lost.', 'End it with the path, such as /v1.');
  if (allowPrivate) return;
  if (isPrivateHost(url.hostname)) {
    refuse(field, `${url.hostname} is a private address.`, 'For a server of your own write allow_private: true in switchyard.yaml and apply it.');
  }
  if (url.protocol === 'http:') refuse(field, 'http would send the key in the clear.', 'Use https, or allow_private: true for a server of your own.');
}

/** By name alone: loopback, link-local, private and other ranges that no vendor has (RFC 6890). */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(host) === 4) return isPrivateIpv4(host);
  if (isIP(host) === 6) return isPrivateIpv6(host);
  return host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local') || host.endsWith('.internal') || !host.includes('.');
}

function isPrivateIpv4(host: string): boolean {
  const [a = 0, b = 0] = host.split('.').map(Number);
  return a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 198 && (b === 18 || b === 19));
}

function isPrivateIpv6(host: string): boolean {
  // Mapped addresses (::ffff:10.0.0.1) are written in hex by URL; nobody reaches a vendor that way.
  return host === '::' || host === '::1' || /^(f[cd]|fe[89ab]|ff|::ffff:|64:ff9b:)/.test(host);
}
