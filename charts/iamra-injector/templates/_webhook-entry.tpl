{{/* What the webhook entries have in common. */}}
{{- define "iamra.webhookEntry" -}}
matchPolicy: Equivalent
reinvocationPolicy: IfNeeded
sideEffects: NoneOnDryRun
admissionReviewVersions: [v1]
clientConfig:
  service:
    namespace: {{ .Release.Namespace }}
    name: iamra-injector-webhook
    port: 443
    path: /mutate/credentials
rules:
  - apiGroups: [""]
    apiVersions: [v1]
    operations: [CREATE]
    resources: [pods]
    scope: Namespaced
namespaceSelector:
  {{- include "iamra.namespaceSelector" . | nindent 2 }}
{{- end }}
