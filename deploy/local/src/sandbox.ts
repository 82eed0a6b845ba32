// The sandbox's ports and the catalog that points at them.
import { startSandbox, type Sandbox } from '@switchyard/sandbox';
import { choosePort } from './ports.js';
import { defaultPorts } from './limits.js';

/** Two OpenAI-like vendors, so that failover can be seen, and one of each other dialect. */
const vendors = [
  { name: 'openai-eu', dialect: 'openai' },
  { name: 'openai-us', dialect: 'openai' },
  { name: 'anthropic', dialect: 'anthropic' },
  { name: 'ollama', dialect: 'ollama' },
] as const;

export async function startLocalSandbox(notes: string[]): Promise<Sandbox> {
  const controlPort = await choosePort(defaultPorts.sandboxControl, notes, "the sandbox's control port");
  return startSandbox({ ports: vendors.map(({ name, dialect }) => ({ name, dialect, port: 0 })), controlPort });
}
