{{/* The webhook's settings file, as JSON: what holds for every injected pod. */}}
{{- define "iamra.settings" -}}
{{- $defaults := pick .Values "trustAnchorArn" "profileArn" "region" }}
{{- range $key, $value := $defaults }}
{{- if not $value }}{{ $_ := unset $defaults $key }}{{ end }}
{{- end }}
{{- if ne .Values.sidecar "agent" }}{{ $_ := set $defaults "sidecar" .Values.sidecar }}{{ end }}
{{- with .Values.sessionDuration }}{{ $_ := set $defaults "sessionDuration" (int .) }}{{ end }}
{{- $settings := dict
  "image" (include "iamra.image" .)
  "imagePullPolicy" .Values.image.pullPolicy
  "ports" .Values.ports
  "defaults" $defaults
  "excludedNamespaces" (include "iamra.excludedNamespaces" . | fromJsonArray)
  "resources" .Values.agent.resources
  "signingHelper" (dict
    "image" (include "iamra.imageName" .Values.signingHelper.image)
    "imagePullPolicy" .Values.signingHelper.image.pullPolicy
    "resources" .Values.signingHelper.resources
  )
  "tokenAudience" "iamra.dev"
  "tokenExpirationSeconds" 3600
}}
{{- with .Values.endpointUrl }}{{ $_ := set $settings "endpointUrl" . }}{{ end }}
{{- if .Values.caBundle.configMap }}{{ $_ := set $settings "caBundle" .Values.caBundle }}{{ end }}
{{- if .Values.compatibility.eksAnnotations }}{{ $_ := set $settings "compatibility" .Values.compatibility }}{{ end }}
{{- toJson $settings }}
{{- end }}
