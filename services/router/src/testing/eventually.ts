// Waits for what other turns of the event loop bring, and fails with a sentence when it does not come.

const patienceMs = 5_000;

export async function eventually(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error(`It did not come to pass within ${patienceMs} ms: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
