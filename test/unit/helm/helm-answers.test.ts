import { describe, expect, it } from 'vitest';
import type { Release } from '../../../src/helm/helm.ts';
import { helmError } from '../../../src/helm/helm-error.ts';
import { parseRelease } from '../../../src/helm/parse-release.ts';
import { refuseStuckRelease } from '../../../src/helm/refuse-stuck-release.ts';

const name = { name: 'iamra-injector', namespace: 'iamra-system' };
const release = (status: string): Release => ({ status, revision: 1, values: {} });

describe('what Helm answers', () => {
  it('is read from its JSON; a release without values has none', () => {
    const printed = '{"name":"r","version":3,"info":{"status":"deployed"},"manifest":"…"}';
    expect(parseRelease(printed)).toEqual({ status: 'deployed', revision: 3, values: {} });
  });

  it.each(['', '{}', 'deployed'])('is refused when it is %j', (printed) => {
    expect(() => parseRelease(printed)).toThrow(/cannot be read/);
  });

  it('is shortened to the last words of a failure', () => {
    const stderr =
      'level=WARN msg="something"\nError: UPGRADE FAILED: values don\'t meet the schema:\n- at "/cluster": missing\n';
    const error = helmError({ what: 'Install iamra-injector', stderr });
    expect(error.code).toBe('IAMRA163');
    expect(error.message).toBe(
      'Install iamra-injector: UPGRADE FAILED: values don\'t meet the schema: - at "/cluster": missing',
    );
  });

  it('is the chart’s own refusal, with its code and its fix, where it is one', () => {
    const stderr = `Error: execution error at (iamra-injector/templates/preflight/render-checks.yaml:17:4): \n\nIAMRA370 ${'EKS runs its own webhook. '.repeat(30)}\nFix: --set a=b; or: kubectl delete it\n\nUse --debug flag to render out invalid YAML\n`;
    const error = helmError({ what: 'Check of the chart', stderr });
    expect(error.code).toBe('IAMRA370');
    expect(error.message).toMatch(/^Check of the chart: EKS runs its own webhook\. EKS/);
    expect(error.fix).toBe('--set a=b; or: kubectl delete it');
  });

  it.each([
    'Error: INSTALLATION FAILED: context deadline exceeded',
    'Error: release r failed, and has been uninstalled due to atomic being set: timed out waiting for the condition',
  ])('tells lateness from failure: %s', (stderr) => {
    expect(helmError({ what: 'Install', stderr })).toMatchObject({
      code: 'IAMRA164',
      exitCode: 124,
    });
  });
});

describe('a release that an earlier Helm left half-way', () => {
  it.each([
    ['pending-install', 'helm uninstall iamra-injector --namespace iamra-system'],
    ['uninstalling', 'helm uninstall iamra-injector --namespace iamra-system'],
    ['pending-upgrade', 'helm rollback iamra-injector --namespace iamra-system'],
    ['pending-rollback', 'helm rollback iamra-injector --namespace iamra-system'],
  ])('is refused when it is %s, with the command that mends it', (status, command) => {
    expect(() => {
      refuseStuckRelease(name, release(status));
    }).toThrow(expect.objectContaining({ fix: expect.stringContaining(command) as string }));
  });

  it.each(['deployed', 'failed', 'superseded'])('does not stop on %s', (status) => {
    expect(() => {
      refuseStuckRelease(name, release(status));
    }).not.toThrow();
  });
});
