{{/* The issuers that exist before the chart is installed, as a JSON list. */}}
{{- define "iamra.referencedIssuers" -}}
{{- $issuers := list }}
{{- with .Values.webhook.issuerRef }}
{{- if and .name (eq .group "cert-manager.io") }}
{{- $namespace := eq .kind "Issuer" | ternary $.Release.Namespace "" }}
{{- $issuers = append $issuers (dict "kind" .kind "name" .name "namespace" $namespace "value" "webhook.issuerRef") }}
{{- end }}
{{- end }}
{{- if not .Values.workloadIssuer.create }}
{{- $issuers = append $issuers (dict "kind" "ClusterIssuer" "name" .Values.workloadIssuer.name "namespace" "" "value" "workloadIssuer.name") }}
{{- end }}
{{- toJson $issuers }}
{{- end }}

{{/* "true" where the Secret with the workload CA must be there already. */}}
{{- define "iamra.needsCaSecret" -}}
{{- if and .Values.workloadIssuer.create (eq .Values.workloadIssuer.ca "existingSecret") }}true{{ end }}
{{- end }}

{{/* Takes (dict "root" $ "weight" "-10"). */}}
{{- define "iamra.preflightHook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}
