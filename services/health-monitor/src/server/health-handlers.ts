// The RPCs of health-monitor.
import { AppError, Reason } from '@switchyard/common/errors';
import { Changes, serve, type ServedService } from '@switchyard/common/grpc';
import { assertRunsPlatform, describePrincipal, runsPlatform, tenantScope, type Principal, type Role } from '@switchyard/common/identity';
import { Health, type GetStatusResponse, type RouteStatus, type SetMaintenanceRequest } from '@switchyard/proto/health/v1/health_service';
import type { HealthState } from '../domain/health-state.js';
import type { HealthStore } from '../store/health-store.js';

const readers: readonly Role[] = ['viewer', 'operator', 'finance', 'admin'];

export interface HealthHandlersOptions {
  readonly state: HealthState;
  readonly store: HealthStore;
  readonly changes: Changes;
  readonly now: () => number;
}

export function healthService({ state, store, changes, now }: HealthHandlersOptions): ServedService {
  return serve(Health, {
    access: {
      getStatus: { services: ['console', 'applier', 'router'], roles: readers },
      watchStatus: { services: ['console', 'router'], roles: readers },
      setMaintenance: { roles: ['operator'] },
    },
    handlers: {
      getStatus: ({ tenant }, { principal }) => seenBy(principal, state.status(tenantScope(principal, tenant), now()), state),
      async *watchStatus(_request, call) {
        const told = new Map<string, string>();
        yield* changes.frames(call.signal, (occasion) => {
          const { routes, providers, overall } = seenBy(call.principal, state.status(tenantScope(call.principal, ''), now()), state);
          const changed = occasion === 'change' ? routes.filter((status) => told.get(status.route) !== version(status)) : routes;
          for (const status of routes) told.set(status.route, version(status));
          return { snapshot: occasion === 'start', routes: changed, providers, overall };
        });
      },
      async setMaintenance(request, call) {
        assertRunsPlatform(call.principal, 'who is in maintenance');
        const entry = entryOf(request, state);
        await store.setMaintenance({ entry, isSet: request.maintenance, reason: request.reason, by: describePrincipal(call.principal) });
        state.setMaintenance(await store.maintenance());
        changes.notify();
        return {};
      },
    },
  });
}

/** Routes of models that the caller's tenant may not see do not exist for it. */
function seenBy(principal: Principal, status: GetStatusResponse, { routes }: HealthState): GetStatusResponse {
  if (principal.kind === 'service' || runsPlatform(principal)) return status;
  const hidden = new Set(routes.flatMap(({ id, model }) => (model.visibleTo.length > 0 && !model.visibleTo.includes(principal.tenant) ? [id] : [])));
  return { ...status, routes: status.routes.filter(({ route }) => !hidden.has(route)) };
}

function version({ status, sequence }: RouteStatus): string {
  return `${status} ${sequence}`;
}

function entryOf({ provider, route }: SetMaintenanceRequest, state: HealthState): string {
  const known = state.routes.some((candidate) => candidate.provider.id === provider && (route === '' || candidate.id === route));
  if (known) return route === '' ? provider : route;
  throw new AppError(Reason.UNKNOWN_PROVIDER, `There is no ${route === '' ? `provider "${provider}"` : `route "${route}" of provider "${provider}"`}.`, {
    field: route === '' ? 'provider' : 'route',
    nextStep: 'See "switchyard status" for the names.',
  });
}
