// The catalog's business events: one helper each, which counts, logs and tells the other services.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { metrics } from '@opentelemetry/api';
import { CatalogChangedSchema } from '@switchyard/proto/event/v1/changed';
import { subjects } from '@switchyard/common/events';
import type { FactPublisher } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';

const meter = metrics.getMeter('@switchyard/catalog');

export interface CatalogEvents {
  catalogChanged(change: { revision: bigint; madeBy: string; comment: string; differences: readonly string[] }): void;
}

export function catalogEvents({ logger, facts, now }: { logger: Logger; facts: FactPublisher; now: () => number }): CatalogEvents {
  const changes = meter.createCounter('switchyard_catalog_changes_total', { description: 'Revisions of the catalog.' });
  return {
    catalogChanged({ revision, madeBy, comment, differences }) {
      changes.add(1);
      logger.info({ event: 'catalog changed', revision: revision.toString(), actor: madeBy, comment, differences: differences.length }, 'catalog changed');
      facts.publish({
        subject: subjects.catalogChanged,
        type: 'switchyard.catalog.changed.v1',
        data: toBinary(CatalogChangedSchema, create(CatalogChangedSchema, { revision, changedAt: timestampFromMs(now()) })),
      });
    },
  };
}
