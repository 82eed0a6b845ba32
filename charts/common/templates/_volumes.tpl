{{- /* What a pod reads and writes beside its image. Mode 288 is 0440: the group reads, nobody else. */}}
{{- define "common.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
- name: tls
  secret: { secretName: {{ include "common.name" . }}-tls, defaultMode: 288 }
{{- if .hasKek }}
- name: kek
  secret: { secretName: {{ include "common.name" . }}-kek, defaultMode: 288 }
{{- end }}
{{- if include "common.hasDoorCertificate" . }}
- name: door
  secret: { secretName: {{ include "common.name" . }}-door, defaultMode: 288 }
{{- end }}
{{- end }}

{{- define "common.volumeMounts" -}}
- { name: tmp, mountPath: /tmp }
- { name: tls, mountPath: /etc/switchyard/tls, readOnly: true }
{{- if .hasKek }}
- { name: kek, mountPath: /etc/switchyard/kek, readOnly: true }
{{- end }}
{{- if include "common.hasDoorCertificate" . }}
- { name: door, mountPath: /etc/switchyard/door, readOnly: true }
{{- end }}
{{- if .hasData }}
- { name: data, mountPath: /var/lib/switchyard }
{{- end }}
{{- end }}
