// Which idle routes are due for a probe. Pure.
import type { CatalogRoute } from '@switchyard/common/routes';

export interface DueOptions {
  readonly lastSeenAtMs: (route: string) => number | undefined;
  /** When this replica last tried. A probe that says nothing (rate limited, no key, adapter away) is not repeated at once. */
  readonly lastProbedAtMs: (route: string) => number | undefined;
  readonly startedAtMs: number;
  readonly nowMs: number;
}

/** Enabled routes without any sign for their provider's interval; a route never seen is due one interval after the start. */
export function dueProbes(routes: readonly CatalogRoute[], options: DueOptions): CatalogRoute[] {
  return routes.filter(({ id, model, provider }) => {
    if (!model.enabled || !provider.enabled || !hasCheapCall(model)) return false;
    const quietSinceMs = Math.max(options.lastSeenAtMs(id) ?? 0, options.lastProbedAtMs(id) ?? 0, options.startedAtMs);
    return options.nowMs - quietSinceMs >= Number(provider.healthCheckIntervalS) * 1000;
  });
}

/** A picture is never cheap: the state of models that only paint or look follows their traffic. */
function hasCheapCall({ capabilities }: CatalogRoute['model']): boolean {
  return capabilities.length === 0 || !capabilities.every((capability) => capability === 'image_generation' || capability === 'image_analysis');
}
