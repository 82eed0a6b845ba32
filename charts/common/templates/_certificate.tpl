{{- /* The service's certificate, where cert-manager makes it. */}}
{{- define "common.certificate" }}
{{- with (include "common.settings" . | fromYaml).tls.certManager }}
{{- if .enabled }}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{- include "common.metadata" $ | nindent 2 }}
spec:
  secretName: {{ include "common.name" $ }}-tls
  issuerRef: { group: cert-manager.io, kind: {{ .issuerKind }}, name: {{ .issuerName }} }
  # Its one URI is who the service is; the DNS name is the one that all callers expect, whatever address led them here.
  uris: [spiffe://switchyard/{{ $.root.Chart.Name }}]
  dnsNames: [switchyard]
  usages: [digital signature, server auth, client auth]
  privateKey: { algorithm: ECDSA, size: 256, rotationPolicy: Always }
  # A service reads its certificate when it starts: restart it in the month between renewal and expiry.
  duration: 2160h
  renewBefore: 720h
{{- end }}
{{- end }}
{{- end }}
