// Runs the switchyard command.
import { describeFailure } from './describe-failure.js';
import { buildProgram } from './program.js';
import { endQuietlyWithReader } from './quiet-pipe.js';

endQuietlyWithReader(process.stdout, () => process.exit(0));
const program = buildProgram({ env: process.env, directory: process.cwd(), write: (text) => void process.stdout.write(text) });
try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(describeFailure(error, { isJson: program.opts<{ json?: boolean }>().json === true }));
  process.exitCode = 1;
}
