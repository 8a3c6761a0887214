{{/* The object has an annotation of ours, known or misspelt. Null-safe: most have no annotations. */}}
{{- define "iamra.cel.asks" -}}
object.metadata.?annotations.orValue({}).exists(key, key.startsWith('iamra.dev/'))
{{- end }}

{{/* It does not take it back, and is no pod that the kubelet runs by itself, which only mirrors a file. */}}
{{- define "iamra.cel.staysIn" -}}
object.metadata.?annotations[?'iamra.dev/inject'].orValue('') != 'false' && !('kubernetes.io/config.mirror' in object.metadata.?annotations.orValue({}))
{{- end }}

{{/* With a ServiceAccount as params: the account asks, and neither it nor the pod takes it back. */}}
{{- define "iamra.cel.accountAsks" -}}
{{ include "iamra.cel.asksAsAccount" . | replace "object." "params." }}
{{- end }}

{{/* The object is a ServiceAccount that asks for its pods; EKS' role counts unless it is empty. */}}
{{- define "iamra.cel.asksAsAccount" -}}
{{ include "iamra.cel.asks" . }}
{{- if .Values.compatibility.eksAnnotations }} || object.metadata.?annotations[?'eks.amazonaws.com/role-arn'].orValue('') != ''{{ end }}
{{- end }}

{{- define "iamra.cel.accountStaysIn" -}}
params.metadata.?annotations[?'iamra.dev/inject'].orValue('') != 'false' || object.metadata.?annotations[?'iamra.dev/inject'].orValue('') != ''
{{- end }}

{{- define "iamra.cel.isPodOfAccount" -}}
object.spec.?serviceAccountName.orValue('') == params.metadata.name
{{- end }}

{{/* NAMESPACE/NAME, also of a pod whose name the API server has yet to make. */}}
{{- define "iamra.cel.podName" -}}
request.namespace + '/' + object.metadata.?name.orValue(object.metadata.?generateName.orValue(''))
{{- end }}

{{/* NAMESPACE/NAME of any other object. */}}
{{- define "iamra.cel.objectName" -}}
object.metadata.namespace + '/' + object.metadata.?name.orValue(object.metadata.?generateName.orValue(''))
{{- end }}

{{- define "iamra.cel.agents" -}}
object.spec.?initContainers.orValue([]).filter(container, container.name == 'iamra-agent')
{{- end }}

{{/* Refused by the guard: the pod has no agent, or one that does not restart. */}}
{{- define "iamra.cel.lacksAgent" -}}
{{ include "iamra.cel.agents" . }}[?0].?restartPolicy.orValue('') != 'Always'
{{- end }}

{{/* With a ServiceAccount as params: its annotation key goes to its pods. */}}
{{- define "iamra.cel.copiedKey" -}}
{{- if .Values.compatibility.eksAnnotations -}}
(key.startsWith('iamra.dev/') && key != 'iamra.dev/status' || key == 'eks.amazonaws.com/role-arn' && params.metadata.annotations[key] != '' && !('iamra.dev/role-arn' in params.metadata.annotations))
{{- else -}}
key.startsWith('iamra.dev/') && key != 'iamra.dev/status'
{{- end }}
{{- end }}

{{/* Under which key the pod has it. */}}
{{- define "iamra.cel.keyOnPod" -}}
{{ if .Values.compatibility.eksAnnotations }}(key == 'eks.amazonaws.com/role-arn' ? 'iamra.dev/role-arn' : key){{ else }}key{{ end }}
{{- end }}
