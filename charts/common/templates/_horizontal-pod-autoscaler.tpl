{{- /* For services whose work grows with the callers and not with the database; (dict … "kind" "StatefulSet"). */}}
{{- define "common.horizontalPodAutoscaler" }}
{{- with .root.Values.autoscaling }}
{{- if .enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {{- include "common.metadata" $ | nindent 2 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: {{ $.kind }}, name: {{ include "common.name" $ }} }
  minReplicas: {{ .replicasMin }}
  maxReplicas: {{ .replicasMax }}
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: {{ .cpuPercent }} } }
{{- end }}
{{- end }}
{{- end }}
