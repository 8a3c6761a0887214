import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { IrsaResult } from '../../../src/actions/migrate/irsa-result.ts';
import { iamClient } from '../../fixtures/emulator-clients.ts';
import { settings } from '../../fixtures/pods.ts';
import { makeRole } from '../../fixtures/roles.ts';
import { type AwsSide, initialised } from './aws-side.ts';
import { loopbackCluster } from './cluster.ts';
import { irsaAccount, irsaTrust, irsaWorkload } from './irsa-cluster.ts';
import { irsaResult } from './irsa-result.ts';

export const migrate = ['migrate', 'irsa'];
export const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
export const theirs = ['orders', 'nightly'];

/** What an installation that reads EKS' annotations, or does not, leaves for others to read. */
export const installation = (eksAnnotations: boolean): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'iamra-injector-settings', namespace: 'iamra-system' },
  data: { 'settings.json': JSON.stringify({ ...settings, compatibility: { eksAnnotations } }) },
});

export const shop: readonly object[] = [
  irsaAccount('shop/orders', arn('orders')),
  irsaAccount('shop/api', arn('orders'), { labels: { app: 'api' } }),
  irsaAccount('jobs/nightly', arn('nightly')),
  irsaWorkload('Deployment', 'shop/orders', 'orders'),
  irsaWorkload('StatefulSet', 'shop/queue', 'orders'),
  irsaWorkload('CronJob', 'jobs/nightly', 'nightly'),
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'plain', namespace: 'shop' } },
];

/** After `init`, before a cluster that came from EKS. */
export async function fromEks(...objects: readonly object[]): Promise<AwsSide> {
  const { environment } = await loopbackCluster(...shop, ...objects);
  const side = await initialised({ environment });
  for (const name of theirs) await makeIrsaRole(side, name, `shop/${name}`);
  return side;
}

export async function makeIrsaRole(side: AwsSide, name: string, account: string): Promise<void> {
  await makeRole(side.aws.emulator, name, { AssumeRolePolicyDocument: irsaTrust(account) });
}

export async function trustOf({ aws }: AwsSide, RoleName: string): Promise<string> {
  const { Role } = await iamClient(aws.emulator).send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
}

export const statementOf = (policy: string): string => policy.slice(policy.indexOf('[') + 1, -2);

export async function resultOf(side: AwsSide, ...words: readonly string[]): Promise<IrsaResult> {
  const { stdout, stderr } = await side.run(...migrate, ...words, '--json');
  if (stdout === '') throw new Error(stderr);
  irsaResult.parse(JSON.parse(stdout));
  return JSON.parse(stdout) as IrsaResult;
}

export const hindrances = ({ serviceAccounts }: IrsaResult): Record<string, string | undefined> =>
  Object.fromEntries(serviceAccounts.map(({ name, hindrance }) => [name, hindrance?.code]));
