{{- /* The pod of every service, under the restricted Pod Security Standard. */}}
{{- define "common.pod" -}}
{{- $settings := include "common.settings" . | fromYaml }}
metadata:
  labels: {{- include "common.labels" . | nindent 4 }}
  annotations:
    # A changed setting starts new pods; a Secret or a certificate that changes does not.
    checksum/config: {{ include "common.configMap" . | sha256sum }}
spec:
  serviceAccountName: {{ include "common.name" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  # Long enough for a call that came just before the end: drain delay, the longest call, and closing.
  terminationGracePeriodSeconds: {{ divf (add $settings.shutdown.drainDelayMs .root.Values.shutdown.longestCallMs $settings.shutdown.closeMs) 1000 | ceil | int }}
  securityContext:
    runAsNonRoot: true
    # User `node` of the image.
    runAsUser: 1000
    runAsGroup: 1000
    # Volumes belong to this group, so that the process can read its key and write its journal.
    fsGroup: 1000
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: { type: RuntimeDefault }
  {{- with $settings.image.pullSecrets }}
  imagePullSecrets: {{- range . }}{{ list (dict "name" .) | toYaml | nindent 4 }}{{ end }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "common.selector" . | nindent 10 }}
  {{- with .root.Values.scheduling.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.scheduling.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers: {{- include "common.container" . | nindent 4 }}
  volumes: {{- include "common.volumes" . | nindent 4 }}
{{- end }}
