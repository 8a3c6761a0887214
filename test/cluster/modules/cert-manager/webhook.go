package main

import (
	"context"
	"time"

	config "github.com/cert-manager/cert-manager/internal/apis/config/webhook"
	"github.com/cert-manager/cert-manager/internal/webhook"
	logf "github.com/cert-manager/cert-manager/pkg/logs"
)

func runWebhook(ctx context.Context, arguments []string) error {
	var options config.WebhookConfiguration
	dynamic := &options.TLSConfig.Dynamic
	flags := newFlagSet("webhook")
	flags.Int32Var(&options.SecurePort, "secure-port", 6443, "")
	flags.Int32Var(&options.HealthzPort, "healthz-port", 6080, "")
	flags.StringVar(&options.MetricsListenAddress, "metrics-listen-address", "0.0.0.0:9402", "")
	flags.StringVar(&dynamic.SecretNamespace, "dynamic-serving-ca-secret-namespace", "", "")
	flags.StringVar(&dynamic.SecretName, "dynamic-serving-ca-secret-name", "", "")
	flags.StringSliceVar(&dynamic.DNSNames, "dynamic-serving-dns-names", nil, "")
	flags.DurationVar(&dynamic.LeafDuration, "dynamic-serving-leaf-duration", 7*24*time.Hour, "")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	server, err := webhook.NewCertManagerWebhookServer(logf.FromContext(ctx, "webhook"), options)
	if err != nil {
		return err
	}
	return server.Run(ctx)
}
