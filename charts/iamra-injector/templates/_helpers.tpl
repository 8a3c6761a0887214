{{/* Labels of every object. Takes (dict "root" $ "component" "webhook"). */}}
{{- define "iamra.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{ include "iamra.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: iamra
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{/* Labels that select the pods of a component. */}}
{{- define "iamra.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "iamra.image" -}}
{{- include "iamra.imageName" (set (deepCopy .Values.image) "tag" (.Values.image.tag | default .Chart.AppVersion)) }}
{{- end }}

{{/* What a kubelet pulls. Takes (dict "repository" "…" "tag" "…" "digest" "…"). */}}
{{- define "iamra.imageName" -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag }}
{{- end }}
{{- end }}

{{/* JSON list: the value, and the release's own namespace. */}}
{{- define "iamra.excludedNamespaces" -}}
{{- append .Values.excludedNamespaces .Release.Namespace | uniq | toJson }}
{{- end }}

{{/* Selects the namespaces whose pods may have credentials. */}}
{{- define "iamra.namespaceSelector" -}}
matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: NotIn
    values: {{ include "iamra.excludedNamespaces" . }}
  - key: iamra.dev/inject
    operator: NotIn
    values: ["false"]
{{- end }}

{{/* "true" where a MutatingAdmissionPolicy copies the annotations of ServiceAccounts to pods. */}}
{{- define "iamra.copiesAnnotations" -}}
{{- $mode := .Values.serviceAccountOptIn -}}
{{- if or (eq $mode "policy") (and (eq $mode "auto") (semverCompare ">=1.36.0-0" .Capabilities.KubeVersion.Version)) -}}
true
{{- end }}
{{- end }}

{{/* Pod security of all our pods: the restricted standard. The image has a numeric user. */}}
{{- define "iamra.podSecurityContext" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "iamra.containerSecurityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
readOnlyRootFilesystem: true
{{- end }}

{{/* Where pods of a component run. Takes (dict "root" $ "component" "webhook" "values" $.Values.webhook). */}}
{{- define "iamra.scheduling" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "iamra.selectorLabels" $ | nindent 8 }}
  {{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
