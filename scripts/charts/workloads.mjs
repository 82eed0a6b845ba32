// The workloads of a render, and what their containers see.
const KINDS = ['Deployment', 'StatefulSet'];

/** What stands for a Secret's value: the URL of the shape that its readers ask for. */
const SECRET_SAMPLES = { DATABASE_URL: 'postgres://user:password@postgres:5432/switchyard', NATS_URL: 'nats://user:password@nats:4222' };

export function listWorkloads(objects) {
  return objects
    .filter(({ object }) => KINDS.includes(object.kind))
    .map(({ service, object }) => ({ service, object, pod: object.spec.template.spec, container: object.spec.template.spec.containers[0] }));
}

/** The environment as the process will see it, but for what only the cluster knows. */
export function environmentOf({ container, object }, objects) {
  const fromMaps = (container.envFrom ?? []).map(({ configMapRef }) => {
    const map = objects.find((other) => other.object.kind === 'ConfigMap' && other.object.metadata.name === configMapRef.name);
    if (map === undefined) throw new Error(`${object.metadata.name} reads ConfigMap ${configMapRef.name}, which is not rendered`);
    return map.object.data;
  });
  const own = (container.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueOf(name, valueFrom)]);
  return Object.assign({}, ...fromMaps, Object.fromEntries(own));
}

function valueOf(name, { fieldRef, secretKeyRef }) {
  if (fieldRef !== undefined) return 'pod-0';
  if (secretKeyRef !== undefined && name in SECRET_SAMPLES) return SECRET_SAMPLES[name];
  throw new Error(`${name} comes from where this check knows no sample of; add one to scripts/charts/workloads.mjs`);
}
