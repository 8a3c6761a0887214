import { describe, expect, it } from 'vitest';
import { clusterResourceNamespace } from '../../../../src/core/cert-manager/cluster-resource-namespace.ts';

const podNamespace = {
  name: 'POD_NAMESPACE',
  valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
};

function namespaceBy(container: object): string {
  return clusterResourceNamespace({
    metadata: { namespace: 'security' },
    spec: { template: { spec: { containers: [container] } } },
  });
}

describe('the cluster resource namespace of cert-manager', () => {
  it.each([
    ['its own namespace by variable', ['--v=2', '--cluster-resource-namespace=$(POD_NAMESPACE)']],
    ['its own namespace in two words', ['--cluster-resource-namespace', '$(POD_NAMESPACE)']],
    [
      'the last of several',
      ['--cluster-resource-namespace=a', '--cluster-resource-namespace=security'],
    ],
  ])('is %s', (_, args) => {
    expect(namespaceBy({ args, env: [podNamespace] })).toBe('security');
  });

  it('is what the argument says, wherever cert-manager runs', () => {
    expect(namespaceBy({ args: ['--cluster-resource-namespace=vault'] })).toBe('vault');
  });

  it('is found in the command, too, and in variables with a value', () => {
    const command = ['/controller', '--cluster-resource-namespace=$(PLACE)'];
    expect(namespaceBy({ command, env: [{ name: 'PLACE', value: 'shared' }] })).toBe('shared');
  });

  it('is kube-system where no argument names one, as cert-manager has it', () => {
    expect(namespaceBy({ args: ['--v=2'] })).toBe('kube-system');
    expect(clusterResourceNamespace({ metadata: {} })).toBe('kube-system');
  });
});
