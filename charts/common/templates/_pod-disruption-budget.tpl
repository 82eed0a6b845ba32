{{- /* One pod at a time, also of a single one: a node that cannot be drained is worse than a short pause. */}}
{{- define "common.podDisruptionBudget" }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{- include "common.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "common.selector" . | nindent 6 }}
{{- end }}
