// One object per router door. Every error is a SwitchyardError with reason, next step and the attempts made.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { clientOf, openTransport, type ClientTls } from '@switchyard/common/grpc';
import type { GenerateRequestSchema, GenerateResponse, GenerateStreamResponse } from '@switchyard/proto/router/v1/generate';
import type { ListModelsResponse } from '@switchyard/proto/router/v1/overview';
import { Router, type ExplainResponse } from '@switchyard/proto/router/v1/router_service';
import { timeoutDefaultMs, type CallSettings } from './call-settings.js';

export interface ClientOptions {
  /** host:port of a router's gRPC door, or dns:///name:port. */
  readonly address: string;
  /** Begins with sy_. */
  readonly apiKey: string;
  /** The authority behind the door's certificate; absent for a plaintext door. */
  readonly tls?: ClientTls | undefined;
}

type Request = MessageInitShape<typeof GenerateRequestSchema>;

export interface SwitchyardClient {
  /** One whole answer. Check `complete`: a provider may have cut it. */
  generate(request: Request, settings?: CallSettings): Promise<GenerateResponse>;
  /** Frames as they come. The last is `finished`; a loop that ends by an error saw no whole answer. Leaving the loop cancels the call. */
  stream(request: Request, settings?: CallSettings): AsyncIterable<GenerateStreamResponse>;
  /** Why a past request went where it went. */
  explain(requestId: string, settings?: CallSettings): Promise<ExplainResponse>;
  /** Where a request would go, without sending it. */
  explainPlan(request: Request, settings?: CallSettings): Promise<ExplainResponse>;
  listModels(settings?: CallSettings): Promise<ListModelsResponse>;
  close(): void;
}

export function createClient(options: ClientOptions): SwitchyardClient {
  const transport = openTransport({ address: options.address, as: 'client', tls: options.tls, headers: { authorization: `Bearer ${options.apiKey}` } });
  const router = clientOf(Router, transport);
  return {
    generate: (request, settings) => router.generate(request, toOptions(settings)),
    stream: (request, settings) => router.generateStream(request, toOptions(settings)),
    explain: (requestId, settings) => router.explain({ subject: { case: 'requestId', value: requestId } }, toOptions(settings)),
    explainPlan: (request, settings) => router.explain({ subject: { case: 'dryRun', value: request as never } }, toOptions(settings)),
    listModels: (settings) => router.listModels({}, toOptions(settings)),
    close: () => transport.close(),
  };
}

function toOptions({ signal, timeoutMs = timeoutDefaultMs }: CallSettings = {}) {
  return { signal, timeoutMs };
}
