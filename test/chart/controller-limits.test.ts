import { expect, it } from 'vitest';
import { useInstalledChart } from './support/installed-chart.ts';

const server = useInstalledChart();
const controller = '--as=system:serviceaccount:iamra-system:iamra-identity-controller';

async function secret(name: string, annotations: object): Promise<void> {
  await server().kubectl(['create', '--filename=-'], {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'team-a', annotations },
  });
}

const run = (...words: string[]): ReturnType<ReturnType<typeof server>['kubectl']> =>
  server().kubectl([...words, '--namespace=team-a', controller]);

it('the controller deletes Secrets of workload certificates and no other', async () => {
  await secret('password', {});
  await secret('tls', {
    'cert-manager.io/issuer-name': 'public',
    'cert-manager.io/issuer-kind': 'ClusterIssuer',
  });
  await secret('iamra-web', {
    'cert-manager.io/issuer-name': 'iamra-workload',
    'cert-manager.io/issuer-kind': 'ClusterIssuer',
  });

  for (const name of ['password', 'tls']) {
    expect((await run('delete', 'secret', name)).stderr).toContain(
      'deletes only Secrets of certificates',
    );
  }
  expect(await run('delete', 'secret', 'iamra-web')).toMatchObject({ exitCode: 0 });
});

it('the controller labels ServiceAccounts and leaves their annotations alone', async () => {
  const object = 'serviceaccount/default';

  expect(await run('label', object, 'iamra.dev/opted-in=true')).toMatchObject({ exitCode: 0 });
  expect((await run('annotate', object, 'example.com/role=admin')).stderr).toContain(
    'changes no annotation',
  );
});

it('the controller may list no Secret, and change no pod', async () => {
  for (const [verb = '', resource = ''] of [
    ['list', 'secrets'],
    ['watch', 'secrets'],
    ['update', 'secrets'],
    ['create', 'secrets'],
    ['patch', 'pods'],
    ['delete', 'pods'],
    ['create', 'serviceaccounts/token'],
    ['create', 'certificaterequests.cert-manager.io'],
  ]) {
    expect((await run('auth', 'can-i', verb, resource)).stdout, `${verb} ${resource}`).toBe('no');
  }
  for (const [verb = '', resource = ''] of [
    ['list', 'pods'],
    ['watch', 'serviceaccounts'],
    ['patch', 'certificates.cert-manager.io'],
  ]) {
    expect((await run('auth', 'can-i', verb, resource)).stdout, `${verb} ${resource}`).toBe('yes');
  }
});
