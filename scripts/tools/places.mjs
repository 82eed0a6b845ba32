// Where tools lie in the checkout.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const TOOLS_FOLDER = path.join(ROOT, '.tools');
export const BIN_FOLDER = path.join(TOOLS_FOLDER, 'bin');
export const SHARE_FOLDER = path.join(TOOLS_FOLDER, 'share');
export const NPM_BIN_FOLDER = path.join(ROOT, 'node_modules/.bin');
