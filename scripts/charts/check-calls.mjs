// Holds the NetworkPolicies against the addresses that the services are given, which check-environment has held against
// their code: who has an address may call and be let in, and nobody else.
import { environmentOf, listWorkloads } from './workloads.mjs';

const NAME_LABEL = 'app.kubernetes.io/name';

export function checkCalls({ objects }) {
  const policies = objects.filter(({ object }) => object.kind === 'NetworkPolicy');
  const workloads = listWorkloads(objects);
  if (policies.length === 0) return [];
  const missing = workloads.filter(({ service }) => !policies.some((policy) => policy.service === service));
  const called = new Set(workloads.flatMap((workload) => listCallees(workload, objects).map((callee) => `${workload.service} -> ${callee}`)));
  const out = new Set(policies.flatMap(({ service, object }) => peersOf(object.spec.egress, 'to').filter((peer) => workloads.some((other) => other.service === peer)).map((peer) => `${service} -> ${peer}`)));
  const into = new Set(policies.flatMap(({ service, object }) => peersOf(object.spec.ingress, 'from').map((peer) => `${peer} -> ${service}`)));
  return [
    ...missing.map(({ service }) => `${service}: has no NetworkPolicy`),
    ...[...called.difference(out)].map((call) => `${call}: the caller has the address, and its policy does not let it out`),
    ...[...called.difference(into)].map((call) => `${call}: the caller has the address, and is not let in`),
    ...[...out.union(into).difference(called)].map((call) => `${call}: a policy allows it, and nobody makes this call`),
  ];
}

/** From dns:///<headless service>:<port> to the service behind it. */
function listCallees(workload, objects) {
  const addresses = Object.entries(environmentOf(workload, objects)).filter(([name]) => name.endsWith('_ADDRESS'));
  return addresses.map(([name, address]) => {
    const [, host, port] = /^dns:\/\/\/([^:]+):(\d+)$/.exec(address) ?? [];
    const service = objects.find(({ object }) => object.kind === 'Service' && object.metadata.name === host);
    if (service?.object.spec.clusterIP !== 'None') throw new Error(`${workload.service}: ${name}=${address} is no headless Service of the release`);
    if (!service.object.spec.ports.some((offered) => String(offered.port) === port)) throw new Error(`${workload.service}: ${name}=${address} names a port that the Service does not have`);
    return service.service;
  });
}

function peersOf(rules, side) {
  return rules.flatMap((rule) => rule[side] ?? []).map(({ podSelector }) => podSelector?.matchLabels?.[NAME_LABEL]).filter(Boolean);
}
