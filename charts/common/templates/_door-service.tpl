{{- /* One address for callers from outside the house, with the doors alone. */}}
{{- define "common.doorService" }}
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
    - { name: {{ $door }}, port: {{ $port }}, targetPort: {{ $door }}-door, appProtocol: {{ eq $door "grpc" | ternary "kubernetes.io/h2c" "http" }} }
    {{- end }}
{{- end }}
