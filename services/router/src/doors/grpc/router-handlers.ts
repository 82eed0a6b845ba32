// The gRPC door: the contract's own words, so there is next to nothing to translate.
import { create } from '@bufbuild/protobuf';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { Router } from '@switchyard/proto/router/v1/router_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { serve, type Call, type ServedService } from '@switchyard/common/grpc';
import type { KeyPrincipal, Role } from '@switchyard/common/identity';
import type { Explainer } from '../../domain/explainer.js';
import type { Caller, RouterDomain } from '../../domain/router.js';
import { overviewOf } from '../../domain/overview.js';
import type { CatalogView } from '../../domain/catalog-view.js';

const everybody: readonly Role[] = ['caller', 'viewer', 'operator', 'finance', 'admin'];
const anyKey = { roles: everybody, services: ['health-monitor'] };

export interface GrpcDoorOptions {
  readonly domain: RouterDomain;
  readonly explainer: Explainer;
  readonly catalog: () => CatalogView | undefined;
}

export function routerService({ domain, explainer, catalog }: GrpcDoorOptions): ServedService {
  return serve(Router, {
    ports: ['internal', 'door'],
    access: { generate: anyKey, generateStream: anyKey, embed: anyKey, generateImage: anyKey, analyzeImage: anyKey, explain: anyKey, listModels: anyKey },
    handlers: {
      generate: (request, call) => domain.generate(request, callerOf(call)),
      async *generateStream(request, call) {
        const frames = domain.stream(request, callerOf(call));
        for (;;) {
          const next = await frames.next();
          if (next.done === true) {
            yield { frame: { case: 'finished', value: { response: create(GenerateResponseSchema, next.value) } } };
            return;
          }
          yield next.value;
        }
      },
      embed: (request, call) => domain.embed(request, callerOf(call)),
      generateImage: (request, call) => domain.generateImage(request, callerOf(call)),
      analyzeImage: (request, call) => domain.analyzeImage(request, callerOf(call)),
      explain: (request, call) => explainer.explain(request, callerOf(call)),
      listModels: (_request, call) => overviewOf(catalog(), principalOf(call)),
    },
  });
}

function callerOf(call: Call): Caller {
  return { principal: principalOf(call), signal: call.signal, deadlineMs: call.deadlineMs, door: 'grpc' };
}

/** A service that calls for itself has no tenant to bill: callers of the router come with a key, or through the console with one. */
function principalOf({ principal }: Call): KeyPrincipal {
  if (principal.kind === 'key') return principal;
  throw new AppError(Reason.PERMISSION_DENIED, `The service ${principal.service} has no tenant to bill.`, { nextStep: 'Call with an API key.' });
}
