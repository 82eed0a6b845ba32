{{- /* Probes on the operations port; the kubelet presents no certificate. Alive says nothing about peers: a pod that is
started again because its neighbour is away helps nobody. */}}
{{- define "common.probes" -}}
# A first start waits for Postgres and runs migrations.
startupProbe:
  httpGet: { path: /livez, port: operations }
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /livez, port: operations }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
# Two rounds fit into the drain delay.
readinessProbe:
  httpGet: { path: /readyz, port: operations }
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 2
{{- end }}
