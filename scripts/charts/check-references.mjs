// What one object says of another must be there: ports by name, volumes, files under mounts, services, selectors, and a
// grace that is longer than the drain.
import { environmentOf, listWorkloads } from './workloads.mjs';

/** A version in a selector would let go of the pods at the next one, and a Deployment's cannot be changed at all. */
const SELECTOR_LABELS = ['app.kubernetes.io/instance', 'app.kubernetes.io/name'];

export function checkReferences({ objects }) {
  return listWorkloads(objects).flatMap((workload) => {
    const env = environmentOf(workload, objects);
    const problems = [...checkPorts(workload, env), ...checkFiles(workload, env), ...checkNames(workload, objects), ...checkGrace(workload, env)];
    return problems.map((problem) => `${workload.service}: ${problem}`);
  });
}

/** A container's ports are those that the process listens at, and probes go to one of them. */
function checkPorts({ container }, env) {
  const ports = new Map(container.ports.map(({ name, containerPort }) => [name, String(containerPort)]));
  const listened = Object.entries(env).filter(([name]) => name.endsWith('_PORT'));
  const wrong = listened.filter(([name, port]) => ports.get(name.replace(/_PORT$/, '').toLowerCase().replaceAll('_', '-')) !== port);
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe].filter((probe) => ports.get(probe.httpGet.port) !== env.OPERATIONS_PORT);
  return [
    ...wrong.map(([name, port]) => `${name}=${port} is no port of the container`),
    ...(ports.size === listened.length ? [] : [`the container has ports ${[...ports.keys()].join(', ')}, and the process listens at ${listened.map(([name]) => name).join(', ')}`]),
    ...(probes.length === 0 ? [] : ['a probe does not go to the operations port']),
  ];
}

/** Every path of the environment is in a mounted volume, the data in one that survives the pod. */
function checkFiles({ object, pod, container }, env) {
  const claims = (object.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
  const volumes = [...pod.volumes.map(({ name }) => name), ...claims];
  const isUnder = (file, { mountPath }) => file === mountPath || file.startsWith(`${mountPath}/`);
  const files = Object.entries(env).filter(([name]) => /_(FILE|DIR)$/.test(name));
  const mountOf = (file) => container.volumeMounts.find((mount) => isUnder(file, mount));
  return [
    ...files.filter(([, file]) => mountOf(file) === undefined).map(([name, file]) => `${name}=${file} is in no volume`),
    ...files.filter(([name, file]) => name === 'DATA_DIR' && !claims.includes(mountOf(file)?.name)).map(([name, file]) => `${name}=${file} does not survive the pod`),
    ...container.volumeMounts.filter(({ name }) => !volumes.includes(name)).map(({ name }) => `mounts volume ${name}, which is not there`),
  ];
}

function checkNames({ object, pod }, objects) {
  const isThere = (kind, name) => objects.some((other) => other.object.kind === kind && other.object.metadata.name === name);
  const selectors = [{ object }, ...objects.filter(({ object: { kind, metadata } }) => ['Service', 'PodDisruptionBudget', 'NetworkPolicy'].includes(kind) && metadata.labels['app.kubernetes.io/name'] === object.metadata.labels['app.kubernetes.io/name'])];
  const labels = object.spec.template.metadata.labels;
  const wrong = selectors.filter(({ object: { spec } }) => {
    const selector = spec.podSelector?.matchLabels ?? spec.selector.matchLabels ?? spec.selector;
    return SELECTOR_LABELS.some((label) => labels[label] !== selector[label]) || Object.keys(selector).length !== SELECTOR_LABELS.length;
  });
  const autoscaler = objects.find(({ object: { kind, spec } }) => kind === 'HorizontalPodAutoscaler' && spec.scaleTargetRef.name === object.metadata.name)?.object;
  return [
    ...(isThere('ServiceAccount', pod.serviceAccountName) ? [] : [`ServiceAccount ${pod.serviceAccountName} is not rendered`]),
    ...(object.kind !== 'StatefulSet' || isThere('Service', object.spec.serviceName) ? [] : [`Service ${object.spec.serviceName} is not rendered`]),
    ...wrong.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name} must select its pods by ${SELECTOR_LABELS.join(' and ')} alone`),
    ...(autoscaler === undefined || autoscaler.spec.scaleTargetRef.kind === object.kind ? [] : [`its autoscaler looks for a ${autoscaler.spec.scaleTargetRef.kind}`]),
  ];
}

function checkGrace({ pod }, env) {
  return pod.terminationGracePeriodSeconds * 1000 > Number(env.DRAIN_DELAY_MS) ? [] : ['it is killed before its drain delay is over'];
}
