// A throwaway certificate authority for services that run as separate processes on one machine.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { spiffeId } from '@switchyard/common/identity';
import { certificateDays } from '../limits.js';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface CertificateFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Authority {
  /** A certificate with the service's URI name, good for loopback. */
  issue(service: string): Promise<CertificateFiles>;
}

/** The authority's own key never leaves this process. */
export async function createAuthority(directory: string): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto as never);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + certificateDays * 86_400_000) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Switchyard local authority',
    keys: keys as never,
    signingAlgorithm: algorithm,
    serialNumber: serial(),
    ...validity,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  const caFile = join(directory, 'ca.crt');
  writeFileSync(caFile, ca.toString('pem'));

  return {
    async issue(service) {
      const own = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${service}`,
        issuer: ca.subject,
        publicKey: own.publicKey as never,
        signingKey: keys.privateKey as never,
        signingAlgorithm: algorithm,
        serialNumber: serial(),
        ...validity,
        extensions: [
          new x509.BasicConstraintsExtension(false),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
          new x509.SubjectAlternativeNameExtension([
            { type: 'url', value: spiffeId(service) },
            { type: 'dns', value: 'switchyard' },
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ]),
        ],
      });
      const files = { caFile, certFile: join(directory, `${service}.crt`), keyFile: join(directory, `${service}.key`) };
      writeFileSync(files.certFile, certificate.toString('pem'));
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64');
      writeFileSync(files.keyFile, `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`, { mode: 0o600 });
      return files;
    },
  };
}

function serial(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex');
}
