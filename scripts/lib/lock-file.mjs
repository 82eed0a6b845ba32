// The optional packages of other platforms that package-lock.json lacks.
//
// npm forgets them when it installs over existing packages, or cannot see them on the registry at hand
// (https://github.com/npm/cli/issues/4828); and then `npm ci` refuses the lock file on every clean clone.

const OS_NAMES = { windows: 'win32', macos: 'darwin' };
const OSES = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU_NAMES = { aarch64: 'arm64', armv7: 'arm', armv6: 'arm' };
const CPUS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** [place, entry] of each. Their platform is read from their names, so that npm installs none of them where it is of no use. */
export function listMissing(packages) {
  const missing = new Map();
  for (const [place, parent] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (!isFound(packages, place, name)) missing.set(`node_modules/${name}`, makeEntry(name, range, parent));
    }
  }
  return [...missing];
}

/** As Node resolves it: beside the parent, then beside each folder above. */
function isFound(packages, place, name) {
  const above = place.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  return ['', ...above].some((folder) => packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined);
}

function makeEntry(name, range, { dev, devOptional }) {
  const words = name.split(/[-/]/);
  const cpu = words.map((word) => CPU_NAMES[word] ?? word).find((word) => CPUS.includes(word));
  const os = words.map((word) => OS_NAMES[word] ?? word).find((word) => OSES.includes(word));
  if (cpu === undefined) throw new Error(`The optional package ${name} is not in package-lock.json, and its name does not tell its platform`);
  return { version: range.replace(/^[\^~]/, ''), cpu: [cpu], ...(dev && { dev }), ...(devOptional && { devOptional }), optional: true, ...(os && { os: [os] }) };
}
