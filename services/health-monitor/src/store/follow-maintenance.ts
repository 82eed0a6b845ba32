// What people took out of traffic at another replica reaches this one too.
import type { Logger } from '@switchyard/common/telemetry';
import { maintenanceLookEveryMs } from '../limits.js';
import type { HealthStore } from './health-store.js';

export interface FollowMaintenanceOptions {
  readonly store: Pick<HealthStore, 'maintenance'>;
  /** Called with every list that differs from the last. */
  readonly onChanged: (entries: ReadonlySet<string>) => void;
  readonly known: ReadonlySet<string>;
  readonly logger: Logger;
  readonly everyMs?: number | undefined;
}

/** While the store is away the last known list holds. */
export function followMaintenance({ store, onChanged, known, logger, everyMs = maintenanceLookEveryMs }: FollowMaintenanceOptions): { close(): void } {
  let last = textOf(known);
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const entries = await store.maintenance();
      if (textOf(entries) === last) return;
      last = textOf(entries);
      onChanged(entries);
    } catch (error) {
      logger.debug({ err: error }, 'maintenance cannot be read now');
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  return { close: () => clearInterval(timer) };
}

function textOf(entries: ReadonlySet<string>): string {
  return [...entries].toSorted().join('\n');
}
