{{- /*
A CustomResourceDefinition of injection rules. Takes (dict "root" $ "kind" "InjectionRule" "scope" "Namespaced" "shortName" "injrule").
What pods are made of is not typed here: API servers would drop unknown fields without a word, and
the validating webhook refuses them by name.
*/}}
{{- define "iamra.ruleDefinition" -}}
{{- $singular := lower .kind }}
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: {{ $singular }}s.iamra.dev
  labels:
    {{- include "iamra.labels" (dict "root" .root "component" "rules") | nindent 4 }}
  annotations:
    # With the definition, Kubernetes would remove every rule.
    helm.sh/resource-policy: keep
spec:
  group: iamra.dev
  scope: {{ .scope }}
  names:
    kind: {{ .kind }}
    listKind: {{ .kind }}List
    plural: {{ $singular }}s
    singular: {{ $singular }}
    shortNames: [{{ .shortName }}]
    categories: [iamra]
  versions:
    - name: v1alpha1
      served: true
      storage: true
      subresources:
        status: {}
      additionalPrinterColumns:
        - name: Order
          type: integer
          jsonPath: .spec.order
        - name: Ready
          type: string
          jsonPath: .status.conditions[?(@.type=="Ready")].status
        - name: Reason
          type: string
          jsonPath: .status.conditions[?(@.type=="Ready")].reason
        - name: Age
          type: date
          jsonPath: .metadata.creationTimestamp
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          description: {{ .description }}
          properties:
            apiVersion:
              type: string
            kind:
              type: string
            metadata:
              type: object
            spec:
              {{- include "iamra.ruleSpecSchema" . | nindent 14 }}
            status:
              {{- include "iamra.ruleStatusSchema" . | nindent 14 }}
{{- end }}

{{- define "iamra.ruleSpecSchema" -}}
type: object
description: Which pods the rule is for, and what it adds to them.
x-kubernetes-preserve-unknown-fields: true
properties:
  order:
    type: integer
    minimum: 0
    maximum: 1000
    default: 100
    description: Rules apply from low to high; of equals, cluster-wide ones first, then by namespace and name.
  onConflict:
    type: string
    enum: [skip, fail, replace]
    default: skip
    description: "What happens where a pod has something else already: it stays (skip), the pod is refused (fail), or it is written over (replace)."
  {{- if eq .scope "Cluster" }}
  namespaceSelector:
    description: Of the namespaces that the rule is for; empty or absent means all but those that the chart excludes.
    {{- include "iamra.selectorSchema" . | nindent 4 }}
  {{- end }}
  labelSelector:
    description: Of the pods that the rule is for; empty or absent means all.
    {{- include "iamra.selectorSchema" . | nindent 4 }}
  targetContainers:
    type: array
    items:
      type: string
    description: Names of the containers that get volumeMounts, env and envFrom; absent means all, init containers too.
  {{- range $field, $description := dict
    "containers" "Containers to add, as a pod has them."
    "initContainers" "Init containers to add; those with restartPolicy Always are native sidecars."
    "volumes" "Volumes to add, of any kind."
    "volumeMounts" "Mounts of volumes of this rule, for the target containers."
    "env" "Environment variables for the target containers."
    "envFrom" "Sources of environment variables for the target containers."
    "tolerations" "Tolerations to add."
    "imagePullSecrets" "Secrets of the pod's namespace that images are pulled with."
  }}
  {{ $field }}:
    type: array
    description: {{ $description }}
    items:
      type: object
      x-kubernetes-preserve-unknown-fields: true
  {{- end }}
  {{- range $field, $description := dict
    "labels" "Labels to add to the pod."
    "annotations" "Annotations to add to the pod."
    "nodeSelector" "Labels that the pod's node must have, too."
  }}
  {{ $field }}:
    type: object
    description: {{ $description }}
    additionalProperties:
      type: string
  {{- end }}
  {{- range $field, $description := dict
    "affinity" "Affinity that the pod has, too. What is required is ANDed to every term of the pod's own."
    "securityContext" "Fields of the pod's securityContext that are not set yet."
  }}
  {{ $field }}:
    type: object
    description: {{ $description }}
    x-kubernetes-preserve-unknown-fields: true
  {{- end }}
{{- end }}

{{- define "iamra.selectorSchema" -}}
type: object
x-kubernetes-preserve-unknown-fields: true
properties:
  matchLabels:
    type: object
    additionalProperties:
      type: string
  matchExpressions:
    type: array
    items:
      type: object
      required: [key, operator]
      x-kubernetes-preserve-unknown-fields: true
      properties:
        key:
          type: string
        operator:
          type: string
          enum: [In, NotIn, Exists, DoesNotExist]
        values:
          type: array
          items:
            type: string
{{- end }}

{{- define "iamra.ruleStatusSchema" -}}
type: object
description: What became of the rule; written by the identity controller.
properties:
  observedGeneration:
    type: integer
    format: int64
    description: The generation of the rule that the status tells of.
  conditions:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [type]
    items:
      type: object
      required: [type, status, lastTransitionTime, reason, message]
      properties:
        type:
          type: string
        status:
          type: string
          enum: ["True", "False", Unknown]
        observedGeneration:
          type: integer
          format: int64
        lastTransitionTime:
          type: string
          format: date-time
        reason:
          type: string
        message:
          type: string
  inForce:
    type: object
    description: The spec that is applied to pods, the last one that could be; absent where there is none.
    x-kubernetes-preserve-unknown-fields: true
{{- end }}
