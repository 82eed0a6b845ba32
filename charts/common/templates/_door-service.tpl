{{- /* One address for callers from outside the house, with the doors alone. */}}
{{- define "common.doorService" }}
{{- $isTls := include "common.hasDoorCertificate" . }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "common.metadata" . | nindent 2 }}
  {{- with .root.Values.door.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .root.Values.door.type }}
  selector: {{- include "common.selector" . | nindent 4 }}
  ports:
    {{- range $door, $port := .doors }}
    - { name: {{ $door }}, port: {{ $port }}, targetPort: {{ $door }}-door, appProtocol: {{ if $isTls }}https{{ else if eq $door "grpc" }}kubernetes.io/h2c{{ else }}http{{ end }} }
    {{- end }}
{{- end }}

{{- /* Not empty where the doors have a certificate of their own. */}}
{{- define "common.hasDoorCertificate" -}}
{{- if .doors }}{{ eq .root.Values.door.tls "secret" | ternary "yes" "" }}{{ end }}
{{- end }}
