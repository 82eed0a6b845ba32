{{- /* The addresses of the pods, for gRPC between services: behind one address, a connection would stay with one pod. */}}
{{- define "common.headlessService" }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "common.name" . }}-headless
  namespace: {{ .root.Release.Namespace }}
  labels: {{- include "common.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector: {{- include "common.selector" . | nindent 4 }}
  ports:
    - { name: grpc-internal, port: {{ (include "common.ports" . | fromYaml).internal }}, targetPort: internal }
{{- end }}
