{{/* Where API servers find the webhook. Takes (dict "root" $ "path" "/mutate/credentials"). */}}
{{- define "iamra.webhookService" -}}
service:
  namespace: {{ .root.Release.Namespace }}
  name: iamra-injector-webhook
  port: 443
  path: {{ .path }}
{{- end }}

{{/* What the entries for pods have in common. Takes (dict "root" $ "path" "/mutate/credentials"). */}}
{{- define "iamra.webhookEntry" -}}
matchPolicy: Equivalent
reinvocationPolicy: IfNeeded
sideEffects: NoneOnDryRun
admissionReviewVersions: [v1]
clientConfig:
  {{- include "iamra.webhookService" . | nindent 2 }}
rules:
  - apiGroups: [""]
    apiVersions: [v1]
    operations: [CREATE]
    resources: [pods]
    scope: Namespaced
namespaceSelector:
  {{- include "iamra.namespaceSelector" .root | nindent 2 }}
{{- end }}
