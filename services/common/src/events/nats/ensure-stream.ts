// Makes a stream as declared, or brings an existing one to the declaration.
import { DiscardPolicy, JetStreamApiCodes, JetStreamApiError, RetentionPolicy, StorageType, type JetStreamManager, type StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { StreamDeclaration } from '../types.js';

export async function ensureStream(manager: JetStreamManager, declaration: StreamDeclaration): Promise<void> {
  const config = toStreamConfig(declaration);
  try {
    await manager.streams.add(config);
  } catch (error) {
    // Another process may have made it with the settings of an older or newer version.
    if (!(error instanceof JetStreamApiError) || error.code !== streamNameInUse) throw error;
    await manager.streams.update(declaration.name, config);
  }
}

// "stream name already in use with a different configuration": nats-server's errors.json.
const streamNameInUse = 10058;

export function isConsumerNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound;
}

function toStreamConfig(declaration: StreamDeclaration): Partial<StreamConfig> & { name: string } {
  return {
    name: declaration.name,
    subjects: [...declaration.subjects],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: declaration.whenFull === 'refuse' ? DiscardPolicy.New : DiscardPolicy.Old,
    max_age: nanos(declaration.maxAgeMs),
    max_bytes: declaration.bytesMax ?? -1,
    num_replicas: declaration.replicas,
    duplicate_window: nanos(declaration.duplicateWindowMs),
  };
}
