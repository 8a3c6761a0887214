import { describe, expect, it } from 'vitest';
import { workloadCaSecret } from '../../src/core/cert-manager/workload-ca-secret.ts';
import { askSession } from '../cli/support/ask-session.ts';
import { initialised } from '../cli/support/aws-side.ts';
import { certManager, loopbackCluster } from '../cli/support/cluster.ts';
import { namesInAws } from '../cli/support/names-in-aws.ts';
import {
  annotatedAccount,
  annotatedWorkload,
  installationOf,
  podWithAgent,
} from '../cli/support/role-users.ts';
import { makeCa } from '../fixtures/certificates.ts';

const roleArn = 'arn:aws:iam::123456789012:role/web';

describe('iamra destroy, with workloads', () => {
  const users = [
    installationOf('home'),
    podWithAgent(roleArn, 'web-5d4-a'),
    podWithAgent(roleArn, 'web-5d4-b'),
    annotatedAccount(roleArn, 'shop/api'),
    annotatedWorkload(roleArn, 'CronJob'),
  ];

  it('refuses while they use it, names them, and deletes nothing', async () => {
    const { environment } = await loopbackCluster(...users);
    const side = await initialised({ environment });
    const made = await side.writesOf(async () => {
      const { stderr, exitCode } = await side.run('destroy', '--yes');
      expect(stderr).toContain('Error IAMRA246');
      expect(stderr).toContain(
        'CronJob shop/nightly (annotated), ServiceAccount shop/api (annotated), Deployment shop/web (2 pods with the agent).',
      );
      expect(exitCode).toBe(4);
    });
    expect(made).toEqual([]);
  });

  it('insists with --force, and says who loses credentials', async () => {
    const { environment } = await loopbackCluster(...users);
    const side = await initialised({ environment });
    const { stderr, exitCode } = await side.run('destroy', '--yes', '--force');
    expect(stderr).toContain('Deployment shop/web (2 pods with the agent) loses its access');
    expect(exitCode).toBe(0);
    expect(await namesInAws(side.aws.emulator)).toEqual([]);
  });

  it('counts no pods and Jobs that are over', async () => {
    const { environment } = await loopbackCluster(
      installationOf('home'),
      podWithAgent(roleArn, 'web-1', { status: { phase: 'Succeeded' } }),
      annotatedWorkload(roleArn, 'Job', {
        status: { conditions: [{ type: 'Complete', status: 'True' }] },
      }),
    );
    const side = await initialised({ environment });
    const { stderr, exitCode } = await side.run('destroy', '--yes');
    expect(exitCode, stderr).toBe(0);
  });

  it('does not ask a cluster of another name that happens to be at hand', async () => {
    const other = [installationOf('office'), annotatedAccount(roleArn, 'shop/api')];
    const { environment } = await loopbackCluster(...other);
    const side = await initialised({ environment });
    const named = await side.run('destroy', '--yes', '--context', 'test');
    expect(named.stderr).toContain('Error IAMRA235');
    expect(named.exitCode).toBe(4);
    const { stderr, exitCode } = await side.run('destroy', '--yes');
    expect(stderr).toContain('The cluster of context test is office to iamra, not home.');
    expect(exitCode).toBe(0);
  });

  it('goes by what AWS has seen within a day where no cluster is at hand', async () => {
    const side = await initialised();
    const account = { namespace: 'default', name: 'web' };
    expect(await askSession(side, account, 'web')).toBe('session');
    const refused = await side.run('destroy', '--yes');
    expect(refused.stderr).toContain('Error IAMRA246');
    expect(refused.stderr).toMatch(/CN=default\.web,O=home at 20\d\d-/);
    expect(refused.exitCode).toBe(4);
    const forced = await side.run('destroy', '--yes', '--force');
    expect(forced.exitCode, forced.stderr).toBe(0);
  });
});

describe('iamra destroy, with the cluster of the CA and the lock', () => {
  it('names the Secret that keeps the CA’s key, and leaves it', async () => {
    const { api, environment } = await loopbackCluster(...certManager(), installationOf('home'));
    api.put(workloadCaSecret('cert-manager', await makeCa(new Date())));
    const side = await initialised({ environment });
    const { stdout, exitCode } = await side.run('destroy', '--yes');
    expect(stdout).toContain('key: in Secret cert-manager/iamra-workload-ca of context test');
    expect(exitCode).toBe(0);
    expect(api.get('Secret', 'cert-manager/iamra-workload-ca')).toBeDefined();
    expect(api.list('Lease')).toEqual([]);
  });

  it.each([['destroy'], ['role remove web'], ['role add batch --service-account jobs/batch']])(
    'is told who works on the AWS side now, and writes nothing: %s',
    async (words) => {
      const { environment } = await loopbackCluster(installationOf('home'), {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'iamra-home-lock', namespace: 'kube-system' },
        spec: {
          holderIdentity: 'ada@laptop',
          leaseDurationSeconds: 3600,
          acquireTime: new Date().toISOString(),
          renewTime: new Date().toISOString(),
        },
      });
      const side = await initialised({ environment });
      const made = await side.writesOf(async () => {
        const { stderr, exitCode } = await side.run(...words.split(' '), '--yes');
        expect(stderr).toMatch(/Error IAMRA285 ada@laptop/);
        expect(exitCode).toBe(3);
      });
      expect(made).toEqual([]);
    },
  );
});
