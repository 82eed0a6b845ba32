{{- /* Ports that every service has; doors are the service's own. Two, since the internal one asks every caller for a
certificate, and neither kubelet nor Prometheus presents one. */}}
{{- define "common.ports" -}}
internal: 9090
operations: 9091
{{- end }}
