import { agentName, agentProgram } from '../../../src/core/injection/contract.ts';

/** The controller of an installation, as far as it says which cluster it is. */
export function installationOf(cluster: string): object {
  const env = [{ name: 'IAMRA_CLUSTER', value: cluster }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'iamra-injector-controller',
      namespace: 'iamra-system',
      labels: { 'app.kubernetes.io/name': 'iamra-injector' },
    },
    spec: { template: { spec: { containers: [{ name: 'controller', env }] } } },
  };
}

/** A pod of Deployment shop/web whose agent was given this role. */
export function podWithAgent(roleArn: string, name: string, more: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { 'iamra.dev/injected': 'true', 'pod-template-hash': '5d4' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5d4', controller: true }],
    },
    spec: {
      serviceAccountName: 'web',
      initContainers: [
        {
          name: agentName,
          args: [agentProgram],
          env: [{ name: 'IAMRA_ROLE_ARN', value: roleArn }],
        },
      ],
      containers: [{ name: 'web' }],
    },
    ...more,
  };
}

export function annotatedAccount(roleArn: string, key: string): object {
  const [namespace = '', name = ''] = key.split('/');
  const annotations = { 'iamra.dev/role-arn': roleArn };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations } };
}

/** A workload of namespace shop that asks for the role by its pod template. */
export function annotatedWorkload(roleArn: string, kind: string, more: object = {}): object {
  const template = {
    metadata: { annotations: { 'iamra.dev/role-arn': roleArn } },
    spec: { serviceAccountName: 'nightly', containers: [{ name: 'main' }] },
  };
  return {
    apiVersion: kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template },
    ...more,
  };
}
