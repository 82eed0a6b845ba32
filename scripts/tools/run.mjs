// Runs a program and gives what it said, or undefined if it is not there or fails.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Answers of tools are short; `go install` of a large module on two cores is the longest thing run here. */
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;
const ASK_TIMEOUT_MS = 20_000;

export async function ask(program, args, options = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: ASK_TIMEOUT_MS, maxBuffer: OUTPUT_BYTES_MAX, ...options });
    return `${stdout}${stderr}`.trim();
  } catch {
    return undefined;
  }
}

/** Like ask, but throws the last line that the program said. */
export async function mustRun(program, args, options = {}) {
  try {
    await promisify(execFile)(program, args, { maxBuffer: OUTPUT_BYTES_MAX, ...options });
  } catch (error) {
    const said = (error.stderr ?? '').trim().split('\n').at(-1);
    throw new Error(error.killed ? `${program} took too long` : said || error.message);
  }
}
