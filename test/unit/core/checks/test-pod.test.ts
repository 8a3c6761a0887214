import { describe, expect, it } from 'vitest';
import { judgeTestPod } from '../../../../src/core/checks/test-pod.ts';

const call =
  'Create Pod default/x: Internal error occurred: failed calling webhook "pod.credentials.iamra.dev": failed to call webhook: Post "https://iamra-injector-webhook.iamra-system.svc:443/mutate/credentials?timeout=10s": ';
const denial =
  'Create Pod default/x: admission webhook "pod.credentials.iamra.dev" denied the request: ';

function refused(message: string) {
  return judgeTestPod({ namespace: 'default', outcome: { kind: 'refused', message } });
}

function admitted(initContainers: object[]) {
  const pod = { spec: { containers: [{ name: 'app' }], initContainers } };
  return judgeTestPod({ namespace: 'default', outcome: { kind: 'admitted', pod } });
}

const agent = { name: 'iamra-agent', args: ['/app/agent.mjs'], restartPolicy: 'Always' };

describe('judgeTestPod', () => {
  it('is content with a pod that came back with the agent', () => {
    expect(admitted([agent])).toMatchObject({ findings: [] });
  });

  it('finds a pod without the agent', () => {
    expect(admitted([])).toMatchObject({ findings: [{ code: 'IAMRA128', severity: 'fail' }] });
  });

  it('finds an agent whose restartPolicy was taken away', () => {
    const { name, args } = agent;
    expect(admitted([{ name, args }])).toMatchObject({ findings: [{ code: 'IAMRA129' }] });
  });

  it('skips an excluded namespace', () => {
    const verdict = judgeTestPod({ namespace: 'kube-system', outcome: { kind: 'excluded' } });
    expect(verdict).toHaveProperty('skipped');
  });

  // The endings as Kubernetes 1.36 writes them.
  it.each([
    ['dial tcp 10.96.0.9:443: connect: connection refused', 'IAMRA127', /nothing answers/],
    ['no endpoints available for service "iamra-injector-webhook"', 'IAMRA125', /no process/],
    ['service "iamra-injector-webhook" not found', 'IAMRA125', /Service of the webhook/],
    ['context deadline exceeded', 'IAMRA127', /in time/],
    [
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'IAMRA126',
      /caBundle/,
    ],
    ['x509: certificate is valid for a.svc, not b.svc', 'IAMRA137', /another name/],
    ['x509: certificate has expired or is not yet valid', 'IAMRA137', /expired/],
    ['something new', 'IAMRA127', /something new/],
  ])('says what “%s” means', (ending, code, pattern) => {
    expect(refused(`${call}${ending}`)).toMatchObject({
      findings: [{ code, severity: 'fail', message: expect.stringMatching(pattern) as string }],
    });
  });

  it('takes a refusal of ours as it is', () => {
    expect(refused(`${denial}IAMRA307 container “app” declares port 9911`)).toMatchObject({
      findings: [{ code: 'IAMRA128', message: expect.stringContaining('IAMRA307') as string }],
    });
  });

  it.each([
    'Create Pod default/x: pods "x" is forbidden: exceeded quota: compute',
    'Create Pod default/x: namespaces "default" not found',
  ])('only warns of what is not for our sake: %s', (message) => {
    expect(refused(message)).toMatchObject({
      findings: [{ code: 'IAMRA130', severity: 'warn' }],
    });
  });
});
