// Server reflection, so that grpcurl needs no proto files. On a door it needs a key like any other call.
import { toBinary, type DescFile } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import type { Server, ServerDuplexStream, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import type { Authenticate } from './authenticate.js';
import type { ServedService } from './handlers.js';
import { toStatus } from './status.js';

type Stream = ServerDuplexStream<unknown, unknown>;

/** Adds both versions of the reflection service to a server. */
export function addReflection(server: Server, options: { services: readonly ServedService[]; authenticate: Authenticate }): void {
  const fileDescriptorProtos = filesOf(options.services).map((file) => Buffer.from(toBinary(FileDescriptorProtoSchema, file.proto)));
  const reflection = new ReflectionService({ switchyard: { fileDescriptorProtos } } as never, {
    services: options.services.map(({ service }) => service.typeName),
  });
  // The library knows only how to add itself to a server, so it is given one that puts the key check in front.
  const guarded = {
    addService: (definition: ServiceDefinition, implementation: UntypedServiceImplementation) =>
      server.addService(definition, guard(implementation, options.authenticate)),
  };
  reflection.addToServer(guarded as never);
}

function guard(implementation: UntypedServiceImplementation, authenticate: Authenticate): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(implementation).map(([name, handler]) => [
      name,
      (stream: Stream) => {
        try {
          authenticate(stream);
        } catch (error) {
          stream.emit('error', toStatus(error));
          return;
        }
        (handler as (stream: Stream) => void)(stream);
      },
    ]),
  );
}

/** The files that define the services, and all that those import. */
function filesOf(services: readonly ServedService[]): DescFile[] {
  const seen = new Map<string, DescFile>();
  const visit = (file: DescFile): void => {
    if (seen.has(file.name)) return;
    seen.set(file.name, file);
    file.dependencies.forEach(visit);
  };
  services.forEach(({ service }) => visit(service.file));
  return [...seen.values()];
}
