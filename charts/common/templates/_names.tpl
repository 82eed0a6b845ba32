{{- /* Names and labels. */}}

{{- /* The name of any service of this release: (dict "root" $ "name" "catalog"). Kubernetes adds up to 11 characters to
it in a label, of 63; a name that was cut silently would be another one at its callers. */}}
{{- define "common.nameOf" -}}
{{- $name := printf "%s-%s" .root.Release.Name .name }}
{{- if gt (len $name) 52 }}{{ fail (printf "The name %s is longer than 52 characters: use a shorter name for the release." $name) }}{{ end }}
{{- $name }}
{{- end }}

{{- define "common.name" -}}
{{ include "common.nameOf" (dict "root" .root "name" .root.Chart.Name) }}
{{- end }}

{{- /* Labels that never change, for selectors: (dict "root" $ "name" "catalog"). */}}
{{- define "common.selectorOf" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "common.selector" -}}
{{ include "common.selectorOf" (dict "root" .root "name" .root.Chart.Name) }}
{{- end }}

{{- define "common.labels" -}}
{{ include "common.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: switchyard
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- /* metadata of an object that bears the service's name. */}}
{{- define "common.metadata" -}}
name: {{ include "common.name" . }}
namespace: {{ .root.Release.Namespace }}
labels: {{- include "common.labels" . | nindent 2 }}
{{- end }}
