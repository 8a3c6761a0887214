module iamra.dev/test/corpus

go 1.26

// Read for their manifests; nothing here is built.
require (
	github.com/argoproj/argo-cd/v3 v3.5.7
	github.com/argoproj/argo-rollouts v1.10.0
	github.com/cert-manager/cert-manager v1.21.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
	github.com/zegl/kube-score v1.20.0
	k8s.io/kubernetes v1.36.3
	sigs.k8s.io/descheduler v0.36.0
)
