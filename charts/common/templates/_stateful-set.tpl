{{- /* For services whose pods have a name or a volume of their own that survives them. */}}
{{- define "common.statefulSet" }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {{- include "common.metadata" . | nindent 2 }}
spec:
  {{- include "common.replicas" . | nindent 2 }}
  serviceName: {{ include "common.name" . }}-headless
  # Pods do not wait for each other.
  podManagementPolicy: Parallel
  selector:
    matchLabels: {{- include "common.selector" . | nindent 6 }}
  template: {{- include "common.pod" . | nindent 4 }}
  {{- if .hasData }}
  # A journal may hold usage that nobody has booked yet, so it outlives scaling down and uninstalling.
  persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain }
  volumeClaimTemplates:
    - metadata:
        name: data
        labels: {{- include "common.selector" . | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .root.Values.persistence.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources: { requests: { storage: {{ .root.Values.persistence.size }} } }
  {{- end }}
{{- end }}
