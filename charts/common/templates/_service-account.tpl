{{- /* An identity in the cluster that may do nothing there: services know each other by their certificates. */}}
{{- define "common.serviceAccount" }}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{- include "common.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
