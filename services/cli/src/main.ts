// Runs the switchyard command.
import { isAppError } from '@switchyard/common/errors';
import { buildProgram } from './program.js';

const program = buildProgram({ env: process.env, directory: process.cwd(), write: (text) => void process.stdout.write(text) });
try {
  await program.parseAsync();
} catch (error) {
  const known = isAppError(error) ? [error.message, error.options.nextStep].filter(Boolean).join(' ') : (error as Error).message;
  process.stderr.write(`${known}\n`);
  process.exitCode = 1;
}
