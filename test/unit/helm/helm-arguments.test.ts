import { describe, expect, it } from 'vitest';
import type { UpgradeOrder } from '../../../src/helm/helm.ts';
import { safetyArguments, upgradeArguments } from '../../../src/helm/helm-arguments.ts';
import { helmEnvironment } from '../../../src/helm/helm-environment.ts';

const order: UpgradeOrder = {
  name: 'iamra-injector',
  namespace: 'iamra-system',
  chart: '/chart',
  values: {},
  extraValues: { files: ['a.yaml', 'b.yaml'], set: ['x=1'], setFile: ['ca=ca.pem'] },
  timeout: '5m0s',
  resetValues: false,
};

describe('the command line of Helm', () => {
  it('gives the values of iamra first, so that those of the user win', () => {
    const commandLine = upgradeArguments(order).join(' ');
    expect(commandLine).toContain('--values - --values a.yaml --values b.yaml --set x=1');
    expect(commandLine).toContain('--set-file ca=ca.pem');
  });

  it('keeps the values of earlier runs, unless they are to be forgotten', () => {
    expect(upgradeArguments(order)).toContain('--reset-then-reuse-values');
    expect(upgradeArguments({ ...order, resetValues: true })).toContain('--reset-values');
  });

  it.each([
    [3, '--atomic'],
    [4, '--rollback-on-failure'],
  ])('takes a failure back under Helm %i by %s', (major, flag) => {
    expect(safetyArguments(major)).toEqual(['--wait', flag]);
  });
});

describe('the environment of Helm', () => {
  it('holds what a login program reads, and nothing that leads to another cluster', () => {
    const environment = helmEnvironment({
      AWS_PROFILE: 'work',
      HELM_DRIVER: 'configmap',
      HELM_KUBECONTEXT: 'elsewhere',
      HELM_NAMESPACE: 'elsewhere',
      HELM_DEBUG: 'true',
      NOTHING: undefined,
    });
    expect(environment).toEqual({ AWS_PROFILE: 'work', HELM_DRIVER: 'configmap' });
  });
});
