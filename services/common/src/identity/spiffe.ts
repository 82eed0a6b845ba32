// Identity between services: the URI name in the peer's certificate (https://spiffe.io/docs/latest/spiffe-about/spiffe-concepts/).

const prefix = 'spiffe://switchyard/';

export function spiffeId(service: string): string {
  return `${prefix}${service}`;
}

/** The service in a certificate's subjectAltName as Node prints it ("URI:spiffe://switchyard/router, DNS:…"); undefined when none. */
export function serviceOfSubjectAltName(subjectAltName: string | undefined): string | undefined {
  const names = (subjectAltName ?? '').split(', ');
  const found = names.filter((name) => name.startsWith(`URI:${prefix}`)).map((name) => name.slice(`URI:${prefix}`.length));
  // Two identities in one certificate are no identity: either could be the stolen one.
  return found.length === 1 && /^[a-z][a-z-]*$/.test(found[0] ?? '') ? found[0] : undefined;
}
