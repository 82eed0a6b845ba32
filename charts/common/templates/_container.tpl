{{- /* The one container of a pod. */}}
{{- define "common.container" -}}
{{- $settings := include "common.settings" . | fromYaml }}
- name: {{ .root.Chart.Name }}
  image: {{ printf "%s/%s:%s" $settings.image.repository .root.Chart.Name ($settings.image.tag | default .root.Chart.AppVersion) }}
  imagePullPolicy: {{ $settings.image.pullPolicy }}
  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities: { drop: [ALL] }
  envFrom:
    - configMapRef: { name: {{ include "common.name" . }} }
  env: {{- include "common.secretEnvironment" . | nindent 4 }}
  ports: {{- include "common.containerPorts" . | nindent 4 }}
  {{- include "common.probes" . | nindent 2 }}
  resources: {{- toYaml .root.Values.resources | nindent 4 }}
  volumeMounts: {{- include "common.volumeMounts" . | nindent 4 }}
{{- end }}

{{- /* Secrets are only referred to: no value of a chart holds one. */}}
{{- define "common.secretEnvironment" -}}
{{- $settings := include "common.settings" . | fromYaml -}}
# Owns the journal in the ledger's eyes, and is the name of this replica in logs and facts.
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
{{- if .hasDatabase }}
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ include "common.name" . }}-database, key: url } }
{{- end }}
{{- if $settings.nats.fromSecret }}
- name: NATS_URL
  valueFrom: { secretKeyRef: { name: {{ include "common.name" . }}-nats, key: url } }
{{- end }}
{{- end }}

{{- define "common.containerPorts" -}}
{{- range $name, $port := include "common.ports" . | fromYaml }}
- { name: {{ $name }}, containerPort: {{ $port }} }
{{- end }}
{{- range $door, $port := .doors }}
- { name: {{ $door }}-door, containerPort: {{ $port }} }
{{- end }}
{{- end }}
