/** The trust policy of a role of IRSA, as eksctl writes it, with white space of its own. */
export function irsaTrust(serviceAccount: string): string {
  const [namespace = '', name = ''] = serviceAccount.split('/');
  const provider = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
  return `{"Version":"2012-10-17",  "Statement": [{"Effect": "Allow", "Principal": {"Federated":
    "arn:aws:iam::123456789012:oidc-provider/${provider}"}, "Action":"sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"${provider}:sub": "system:serviceaccount:${namespace}:${name}"}}}]}`;
}

/** A ServiceAccount with a role of IRSA, and further annotations. */
export function irsaAccount(
  key: string,
  roleArn: string,
  more: { readonly annotations?: object; readonly labels?: object } = {},
): object {
  const [namespace = '', name = ''] = key.split('/');
  const annotations = { 'eks.amazonaws.com/role-arn': roleArn, ...more.annotations };
  const metadata = { name, namespace, annotations, labels: more.labels ?? {} };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
}

/** A workload of a ServiceAccount, as a chart that knows nothing of iamra makes it. */
export function irsaWorkload(kind: string, key: string, serviceAccountName: string): object {
  const [namespace = '', name = ''] = key.split('/');
  const template = { spec: { serviceAccountName, containers: [{ name: 'main' }] } };
  return {
    apiVersion: kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template },
  };
}

export const eksWebhook = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'pod-identity-webhook' },
  webhooks: [],
};
