// What every pod must have: the restricted Pod Security Standard
// (https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted), probes, resources, time to stop.
import { listWorkloads } from './workloads.mjs';

/** Name of the rule, and what must hold of a workload's pod and each of its containers. */
const POD_RULES = {
  'runs as an ordinary user': ({ securityContext: { runAsNonRoot, runAsUser } }) => runAsNonRoot === true && runAsUser > 0,
  'has the default seccomp profile': ({ securityContext }) => securityContext.seccompProfile?.type === 'RuntimeDefault',
  'shares nothing with its node': ({ hostNetwork, hostPID, hostIPC, volumes }) => !hostNetwork && !hostPID && !hostIPC && volumes.every(({ hostPath }) => hostPath === undefined),
  'holds no token of the cluster': ({ automountServiceAccountToken }) => automountServiceAccountToken === false,
};
const CONTAINER_RULES = {
  'cannot gain privileges': ({ securityContext }) => securityContext.allowPrivilegeEscalation === false && securityContext.privileged !== true,
  'has no capabilities': ({ securityContext: { capabilities } }) => capabilities.drop.includes('ALL') && capabilities.add === undefined,
  'cannot write to its image': ({ securityContext }) => securityContext.readOnlyRootFilesystem === true,
  'asks for CPU and memory, and has a limit of memory': ({ resources: { requests, limits } }) => Boolean(requests?.cpu && requests.memory && limits?.memory),
  'is probed': ({ startupProbe, livenessProbe, readinessProbe }) => [startupProbe, livenessProbe].every((probe) => probe?.httpGet?.path === '/livez') && readinessProbe?.httpGet?.path === '/readyz',
};

export function checkPods({ objects }, { services }) {
  const workloads = listWorkloads(objects);
  const missing = services.filter((service) => !workloads.some((workload) => workload.service === service));
  const broken = workloads.flatMap(({ service, pod }) => [
    ...brokenRules(POD_RULES, pod),
    ...[...pod.containers, ...(pod.initContainers ?? [])].flatMap((container) => brokenRules(CONTAINER_RULES, container)),
  ].map((rule) => `${service}: not so: ${rule}`));
  return [...missing.map((service) => `${service}: has no workload`), ...broken];
}

function brokenRules(rules, subject) {
  return Object.entries(rules).filter(([, holds]) => !holds({ securityContext: {}, resources: {}, volumes: [], ...subject })).map(([rule]) => rule);
}
