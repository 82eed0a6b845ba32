{{- /* For services whose pods are all alike. */}}
{{- define "common.deployment" }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{- include "common.metadata" . | nindent 2 }}
spec:
  {{- include "common.replicas" . | nindent 2 }}
  # The new pod is ready before an old one goes.
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  selector:
    matchLabels: {{- include "common.selector" . | nindent 6 }}
  template: {{- include "common.pod" . | nindent 4 }}
{{- end }}

{{- /* Left out where an autoscaler decides: a new release would set it back. */}}
{{- define "common.replicas" -}}
{{- if not (dig "autoscaling" "enabled" false .root.Values.AsMap) -}}
replicas: {{ .root.Values.replicas }}
{{- end }}
{{- end }}
