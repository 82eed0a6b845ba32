// Finds a file on PyPI, or on the index that pip is set to, by the simple API: https://peps.python.org/pep-0691/ and /pep-0503/
import tls from 'node:tls';
import { ask } from './run.mjs';

const PYPI = 'https://pypi.org/simple';
const ASK_TIMEOUT_MS = 30_000;

/** The files of one project: [{ filename, url, sha256 }]. */
export async function listFiles(project) {
  trustSystemCertificates();
  const index = await findIndex();
  const response = await fetchFrom(`${index.replace(/\/+$/, '')}/${project}/`, ASK_TIMEOUT_MS, 'application/vnd.pypi.simple.v1+json, text/html;q=0.1');
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const text = await response.text();
  return isJson ? fromJson(text, response.url) : fromHtml(text, response.url);
}

/** Some indexes are protected by a user and password in their URL, which fetch wants in a header. */
export async function fetchFrom(address, timeoutMs, accept = '*/*') {
  const url = new URL(address);
  const headers = { accept };
  if (url.username !== '') {
    headers.authorization = `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`;
    url.username = url.password = '';
  }
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) }).catch((error) => {
    throw new Error(`${url.host} cannot be reached (${error.cause?.code ?? error.cause?.message ?? error.message})`);
  });
  if (!response.ok) throw new Error(`${url.host} answered ${response.status}`);
  return response;
}

async function findIndex() {
  if (process.env.PIP_INDEX_URL) return process.env.PIP_INDEX_URL;
  const settings = (await ask('pip', ['config', 'list'])) ?? '';
  return /^(?:global|install|download|:env:)\.index-url='(.+)'$/m.exec(settings)?.[1] ?? PYPI;
}

/** Companies put their own authority into the system's store; pip and Go look there, Node does only when told. */
function trustSystemCertificates() {
  if (tls.setDefaultCACertificates === undefined) return;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
}

function fromJson(text, base) {
  return JSON.parse(text).files.map(({ filename, url, hashes }) => ({ filename, url: new URL(url, base).href, sha256: hashes?.sha256 }));
}

function fromHtml(text, base) {
  return [...text.matchAll(/<a\s[^>]*?href="([^"]+)"[^>]*>([^<]+)<\/a>/g)].map(([, href, filename]) => {
    const url = new URL(href.replaceAll('&amp;', '&'), base);
    return { filename: filename.trim(), url: url.href.replace(/#.*$/, ''), sha256: /sha256=([0-9a-f]{64})/.exec(url.hash)?.[1] };
  });
}
