import type { KubeObject } from '../../kube/kube.ts';

/** A webhook configuration, as far as cainjector fills it in. */
export interface WebhookConfiguration extends KubeObject {
  readonly webhooks?: ReadonlyArray<{ readonly clientConfig?: { readonly caBundle?: string } }>;
}

const apiVersion = 'admissionregistration.k8s.io/v1';
const kind = 'MutatingWebhookConfiguration';

/** A configuration that no request ever matches, and that cainjector must fill in all the same. */
export const throwAwayConfiguration: WebhookConfiguration = {
  apiVersion,
  kind,
  metadata: {
    generateName: 'iamra-cainjector-test-',
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
    } as object,
  ],
};

/** Where a configuration is found again. */
export function configurationReference(name: string): {
  apiVersion: string;
  kind: string;
  name: string;
} {
  return { apiVersion, kind, name };
}
