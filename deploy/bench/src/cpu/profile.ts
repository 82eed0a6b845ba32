// Reads a .cpuprofile of V8 (https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile): which functions
// the time went to. Self time: what a function calls counts for the called.
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  /** The node of each sample. */
  readonly samples?: readonly number[];
  /** Microseconds between a sample and the one before it. */
  readonly timeDeltas?: readonly number[];
  /** Microseconds of the monotonic clock, the one of process.hrtime. */
  readonly startTime: number;
}

export interface ProfileLine {
  readonly name: string;
  /** From the package or the service on, never the whole path. */
  readonly place: string;
  readonly selfMs: number;
  /** Of the time in which the process did anything. */
  readonly share: number;
}

/** (idle) is waiting, and (program) is native code without a name, most of it the kernel's. */
const idle = '(idle)';

/** Samples outside the window, start-up above all, are left out. */
export function topFunctions(profile: CpuProfile, { count, fromUs, toUs }: { count: number; fromUs: number; toUs: number }): ProfileLine[] {
  const places = new Map(profile.nodes.map(({ id, callFrame }) => [id, { name: callFrame.functionName || '(anonymous)', place: placeOf(callFrame) }]));
  const selfUs = new Map<string, { name: string; place: string; us: number }>();
  let atUs = profile.startTime;
  let busyUs = 0;
  (profile.samples ?? []).forEach((id, index) => {
    const deltaUs = profile.timeDeltas?.[index] ?? 0;
    atUs += deltaUs;
    const found = places.get(id);
    if (found === undefined || found.name === idle || atUs < fromUs || atUs > toUs) return;
    busyUs += deltaUs;
    const key = `${found.name} ${found.place}`;
    const line = selfUs.get(key);
    if (line === undefined) selfUs.set(key, { ...found, us: deltaUs });
    else line.us += deltaUs;
  });
  return [...selfUs.values()]
    .toSorted((a, b) => b.us - a.us)
    .slice(0, count)
    .map(({ name, place, us }) => ({ name, place, selfMs: us / 1000, share: us / busyUs }));
}

function placeOf({ url, lineNumber }: { url: string; lineNumber: number }): string {
  if (url === '') return '';
  const path = url.replace(/^file:\/\//, '');
  const cut = ['/node_modules/', '/services/', '/deploy/', '/proto/'].map((mark) => path.lastIndexOf(mark)).find((index) => index >= 0);
  return `${cut === undefined ? path : path.slice(cut + 1).replace('node_modules/', '')}:${lineNumber + 1}`;
}
