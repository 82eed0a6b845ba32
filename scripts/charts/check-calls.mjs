// Holds the NetworkPolicies against the addresses that the services are given, which check-environment has held against
// their code: who has an address may call and be let in, and nobody else.
import { environmentOf, listWorkloads } from './workloads.mjs';

const NAME_LABEL = 'app.kubernetes.io/name';

export function checkCalls({ objects }) {
  const policies = objects.filter(({ object }) => object.kind === 'NetworkPolicy');
  const workloads = listWorkloads(objects);
  const missing = workloads.filter(({ service }) => !policies.some((policy) => policy.service === service));
  const calls = workloads.flatMap((workload) => listCalls(workload, objects));
  const called = new Set(calls.filter(({ callee }) => callee !== undefined).map(({ caller, callee }) => `${caller} -> ${callee}`));
  const out = new Set(policies.flatMap(({ service, object }) => peersOf(object.spec.egress, 'to').filter((peer) => workloads.some((other) => other.service === peer)).map((peer) => `${service} -> ${peer}`)));
  const into = new Set(policies.flatMap(({ service, object }) => peersOf(object.spec.ingress, 'from').map((peer) => `${peer} -> ${service}`)));
  return [
    ...calls.filter(({ callee }) => callee === undefined).map(({ caller, variable, address }) => `${caller}: ${variable}=${address} is no headless Service of the release with that port`),
    ...missing.map(({ service }) => `${service}: has no NetworkPolicy`),
    ...[...called.difference(out)].map((call) => `${call}: the caller has the address, and its policy does not let it out`),
    ...[...called.difference(into)].map((call) => `${call}: the caller has the address, and is not let in`),
    ...[...out.union(into).difference(called)].map((call) => `${call}: a policy allows it, and nobody makes this call`),
  ];
}

/** From dns:///<headless service>:<port> to the service behind it; undefined where there is none. */
function listCalls(workload, objects) {
  const addresses = Object.entries(environmentOf(workload, objects)).filter(([name]) => name.endsWith('_ADDRESS'));
  return addresses.map(([variable, address]) => {
    const [, host, port] = /^dns:\/\/\/([^:]+):(\d+)$/.exec(address) ?? [];
    const isIt = ({ kind, metadata, spec }) => kind === 'Service' && metadata.name === host && spec.clusterIP === 'None' && spec.ports.some((offered) => String(offered.port) === port);
    return { caller: workload.service, variable, address, callee: objects.find(({ object }) => isIt(object))?.service };
  });
}

function peersOf(rules, side) {
  return rules.flatMap((rule) => rule[side] ?? []).map(({ podSelector }) => podSelector?.matchLabels?.[NAME_LABEL]).filter(Boolean);
}
