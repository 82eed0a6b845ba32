{{- /* The installation's settings: what `global` says, over the defaults of this chart's values.yaml. */}}
{{- define "common.settings" -}}
{{ mergeOverwrite (deepCopy .root.Values.common) (deepCopy (.root.Values.global | default dict)) | toYaml }}
{{- end }}
