// The command: starts a sandbox, says where it is, and runs until it is told to stop.

import { startSandbox } from '../start-sandbox.js';
import { UsageError, readArguments } from './arguments.js';
import { help } from './help.js';

export async function run(args: readonly string[]): Promise<void> {
  try {
    const command = readArguments(args);
    if (command.help) {
      process.stdout.write(help);
      return;
    }
    const sandbox = await startSandbox(command.options);
    const stop = (): void => void sandbox.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.stdout.write(`${JSON.stringify({ addresses: sandbox.addresses, base_urls: sandbox.baseUrls, control: sandbox.control })}\n`);
  } catch (error) {
    process.stderr.write(`switchyard-sandbox: ${(error as Error).message}\n${error instanceof UsageError ? 'Try --help.\n' : ''}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
