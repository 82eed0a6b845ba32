// The authorities that vendors' certificates are held against besides the usual ones, from the file of VENDOR_CA_FILE.
import { readFileSync } from 'node:fs';
import { ConfigError } from '@switchyard/common/config';

/** PEM; undefined without a file. Throws ConfigError when it cannot be read. */
export function readAuthorities(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new ConfigError([{ variable: 'VENDOR_CA_FILE', given: file, expected: `a file of certificates (PEM) that can be read (${why})`, example: '/etc/ssl/certs/company-ca.pem' }]);
  }
}
