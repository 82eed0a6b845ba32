// A run, whichever way the services are started.
import type { DescService } from '@bufbuild/protobuf';
import type { Client } from '@switchyard/common/grpc';
import type { ServiceName } from './service-plan.js';

export interface Running {
  /** Process ids by name, as they are now. */
  pids(): Readonly<Record<string, number>>;
  /** Told when a process was started again. */
  onChange(listener: () => void): void;
  /** A client with the applier's identity. */
  connect<S extends DescService>(service: S, at: ServiceName): Client<S>;
  /** Resolves, and never rejects, when a part is beyond help. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}
