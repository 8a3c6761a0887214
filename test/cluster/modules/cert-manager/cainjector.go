package main

import (
	"context"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"github.com/cert-manager/cert-manager/pkg/api"
	"github.com/cert-manager/cert-manager/pkg/controller/cainjector"
	"github.com/cert-manager/cert-manager/pkg/util"
)

func runInjector(ctx context.Context, arguments []string) error {
	flags := newFlagSet("cainjector")
	leaseNamespace := flags.String("leader-election-namespace", "kube-system", "")
	metricsAddress := flags.String("metrics-listen-address", "0.0.0.0:9402", "")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	types := api.Scheme
	for _, add := range []func() error{
		func() error { return scheme.AddToScheme(types) },
		func() error { return apiextensions.AddToScheme(types) },
		func() error { return apiregistration.AddToScheme(types) },
	} {
		if err := add(); err != nil {
			return err
		}
	}
	config, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	lease, renew, retry := 60*time.Second, 40*time.Second, 15*time.Second
	// The user agent becomes the field manager of each caBundle.
	manager, err := ctrl.NewManager(util.RestConfigWithUserAgent(config, "cainjector"), ctrl.Options{
		Scheme:                        types,
		LeaderElection:                true,
		LeaderElectionNamespace:       *leaseNamespace,
		LeaderElectionID:              "cert-manager-cainjector-leader-election",
		LeaderElectionReleaseOnCancel: true,
		LeaseDuration:                 &lease,
		RenewDeadline:                 &renew,
		RetryPeriod:                   &retry,
		Metrics:                       server.Options{BindAddress: *metricsAddress},
	})
	if err != nil {
		return err
	}
	if err := cainjector.RegisterAllInjectors(ctx, manager, cainjector.SetupOptions{
		EnableCertificatesDataSource: true,
		EnabledReconcilersFor: map[string]bool{
			cainjector.MutatingWebhookConfigurationName:   true,
			cainjector.ValidatingWebhookConfigurationName: true,
			cainjector.APIServiceName:                     true,
			cainjector.CustomResourceDefinitionName:       true,
		},
	}); err != nil {
		return err
	}
	return manager.Start(ctx)
}
