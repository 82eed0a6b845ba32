// Whether a stranger on this machine can get at a path: root's checkout under /root cannot be read by nobody.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

const OTHERS_READ_AND_ENTER = 0o005;
const OTHERS_ENTER = 0o001;

/** True if everybody may enter the folder and all above it; with `read`, also list and read it. */
export async function isReachable(folder: string, { read }: { readonly read: boolean }): Promise<boolean> {
  const real = await realpath(folder);
  const { mode } = await stat(real);
  const wanted = read ? OTHERS_READ_AND_ENTER : OTHERS_ENTER;
  if ((mode & wanted) !== wanted) return false;
  const parent = path.dirname(real);
  return parent === real || isReachable(parent, { read: false });
}
