/** A webhook configuration that no request ever matches, and that cainjector must fill in all the same. */
export function throwAwayConfiguration(metadata: object): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      ...metadata,
      labels: { 'app.kubernetes.io/managed-by': 'iamra' },
      annotations: { 'cert-manager.io/inject-apiserver-ca': 'true' },
    },
    webhooks: [
      {
        name: 'test.credentials.iamra.dev',
        clientConfig: { url: 'https://127.0.0.1/never-called' },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Ignore',
        rules: [],
      },
    ],
  };
}

/** Whether cainjector has filled in a configuration. */
export function isFilledIn(configuration: unknown): boolean {
  const { webhooks } = configuration as {
    readonly webhooks?: ReadonlyArray<{ readonly clientConfig?: { readonly caBundle?: string } }>;
  };
  return (webhooks?.[0]?.clientConfig?.caBundle ?? '') !== '';
}
