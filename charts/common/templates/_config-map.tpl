{{- /*
The environment of a service but for its secrets. Names are those that its config.ts reads; what `config` of its
values.yaml says comes last and wins.
*/}}
{{- define "common.environment" -}}
{{- $settings := include "common.settings" . | fromYaml }}
{{- $ports := include "common.ports" . | fromYaml }}
INTERNAL_PORT: {{ $ports.internal | toString | quote }}
OPERATIONS_PORT: {{ $ports.operations | toString | quote }}
TLS_CA_FILE: /etc/switchyard/tls/ca.crt
TLS_CERT_FILE: /etc/switchyard/tls/tls.crt
TLS_KEY_FILE: /etc/switchyard/tls/tls.key
LOG_LEVEL: {{ $settings.logLevel }}
DRAIN_DELAY_MS: {{ $settings.shutdown.drainDelayMs | int64 | toString | quote }}
TRACE_SAMPLE_RATIO: {{ $settings.telemetry.traceSampleRatio | toString | quote }}
{{- with $settings.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . }}
{{- end }}
{{- if not $settings.nats.fromSecret }}
NATS_URL: {{ $settings.nats.url }}
{{- end }}
{{- if .hasData }}
DATA_DIR: /var/lib/switchyard
{{- end }}
{{- if .hasKek }}
KEK_FILE: /etc/switchyard/kek/kek
{{- end }}
{{- if .doors }}
# A pod's loopback is of no use to its callers.
DOOR_HOST: 0.0.0.0
{{- if include "common.hasDoorCertificate" . }}
DOOR_TLS_CERT_FILE: /etc/switchyard/door/tls.crt
DOOR_TLS_KEY_FILE: /etc/switchyard/door/tls.key
{{- else }}
DOOR_PLAINTEXT: {{ .root.Values.door.tls }}
{{- end }}
{{- end }}
{{- range $door, $port := .doors }}
{{ upper $door }}_DOOR_PORT: {{ $port | toString | quote }}
{{- end }}
{{- range (include "common.callees" . | fromYaml).names }}
# Headless: every pod has an address of its own, and the caller balances its calls over them.
{{ . | upper | replace "-" "_" }}_ADDRESS: dns:///{{ include "common.nameOf" (dict "root" $.root "name" .) }}-headless:{{ $ports.internal }}
{{- end }}
{{- end }}

{{- define "common.configMap" }}
---
apiVersion: v1
kind: ConfigMap
metadata: {{- include "common.metadata" . | nindent 2 }}
data: {{- mergeOverwrite (include "common.environment" . | fromYaml) .root.Values.config | toYaml | nindent 2 }}
{{- end }}
