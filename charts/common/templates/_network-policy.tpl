{{- /* What may come in and go out: the calls of _calls.tpl, and what the service needs beside them. */}}
{{- define "common.networkPolicy" }}
{{- $settings := include "common.settings" . | fromYaml }}
{{- if $settings.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{- include "common.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels: {{- include "common.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress: {{- include "common.ingress" (merge (dict "settings" $settings) .) | nindent 4 }}
  egress: {{- include "common.egress" (merge (dict "settings" $settings) .) | nindent 4 }}
{{- end }}
{{- end }}

{{- define "common.ingress" -}}
{{- $ports := include "common.ports" . | fromYaml }}
{{- with (include "common.callers" . | fromYaml).names }}
- from: {{- include "common.podsOf" (dict "root" $.root "names" .) | nindent 4 }}
  ports: [{ port: {{ $ports.internal }} }]
{{- end }}
- ports: [{ port: {{ $ports.operations }} }]
  {{- include "common.peers" (dict "side" "from" "peers" .settings.networkPolicy.metricsFrom) | nindent 2 }}
{{- range $door, $port := .doors }}
- ports: [{ port: {{ $port }} }]
  {{- include "common.peers" (dict "side" "from" "peers" $.settings.networkPolicy.doorsFrom) | nindent 2 }}
{{- end }}
{{- end }}

{{- define "common.egress" -}}
{{- $rules := .settings.networkPolicy }}
- ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
  {{- include "common.peers" (dict "side" "to" "peers" $rules.dnsTo) | nindent 2 }}
{{- with (include "common.callees" . | fromYaml).names }}
- to: {{- include "common.podsOf" (dict "root" $.root "names" .) | nindent 4 }}
  ports: [{ port: {{ (include "common.ports" $ | fromYaml).internal }} }]
{{- end }}
- ports: [{ port: {{ include "common.portOf" (dict "url" .settings.nats.url "default" 4222) }} }]
  {{- include "common.peers" (dict "side" "to" "peers" $rules.natsTo) | nindent 2 }}
{{- if .hasDatabase }}
- ports: [{ port: {{ .settings.postgres.port }} }]
  {{- include "common.peers" (dict "side" "to" "peers" $rules.postgresTo) | nindent 2 }}
{{- end }}
{{- with .settings.telemetry.otlpEndpoint }}
- ports: [{ port: {{ include "common.portOf" (dict "url" . "default" 4318) }} }]
  {{- include "common.peers" (dict "side" "to" "peers" $rules.telemetryTo) | nindent 2 }}
{{- end }}
{{- with .root.Values.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Pods of services of this release, each service one peer. */}}
{{- define "common.podsOf" -}}
{{- range .names }}
- podSelector:
    matchLabels: {{- include "common.selectorOf" (dict "root" $.root "name" .) | nindent 6 }}
{{- end }}
{{- end }}

{{- /* `from:` or `to:` with its peers, or nothing, which is anyone. */}}
{{- define "common.peers" -}}
{{- with .peers }}
{{- dict $.side . | toYaml }}
{{- end }}
{{- end }}

{{- define "common.portOf" -}}
{{ regexFind ":[0-9]+$" (urlParse .url).host | trimPrefix ":" | default .default }}
{{- end }}
