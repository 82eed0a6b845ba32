{{- /*
Who calls whom, and no others: caller, then those it calls. From this come the addresses in a service's environment and
both sides of the NetworkPolicies; make check holds it against the addresses that the services' configs read.
*/}}
{{- define "common.calls" -}}
catalog: [provider-adapter]
console: [catalog, cost-ledger, credential, health-monitor, provider-adapter, router]
cost-ledger: [catalog, credential]
credential: []
health-monitor: [catalog, credential, provider-adapter]
provider-adapter: [catalog, cost-ledger, credential]
router: [catalog, cost-ledger, credential, health-monitor, provider-adapter]
{{- end }}

{{- /* Those that the service calls, as {names: […]}, since a define can only give text. */}}
{{- define "common.callees" -}}
names: {{ get (include "common.calls" . | fromYaml) .root.Chart.Name | toJson }}
{{- end }}

{{- define "common.callers" -}}
{{- $callers := list }}
{{- range $caller, $callees := include "common.calls" . | fromYaml }}
{{- if has $.root.Chart.Name $callees }}{{ $callers = append $callers $caller }}{{ end }}
{{- end -}}
names: {{ $callers | toJson }}
{{- end }}
