import { beforeAll, expect, it } from 'vitest';
import { pollUntil } from '../fixtures/poll-until.ts';
import { useInstalledChart } from './support/installed-chart.ts';
import { agent, annotatedAccount, type PodOptions, reviewPod } from './support/review-pod.ts';

// Kubernetes 1.36 and later: a policy copies the annotations.
const server = useInstalledChart();
const role = { 'iamra.dev/role-arn': 'arn:aws:iam::123456789012:role/web' };
const region = { 'iamra.dev/region': 'eu-west-1' };
const fromAccount = { ...role, ...region, 'iamra.dev/skip-containers': 'proxy' };

beforeAll(async () => {
  await annotatedAccount(server(), 'web', { ...fromAccount, 'example.com/team': 'a' });
  await annotatedAccount(server(), 'out', { ...role, 'iamra.dev/inject': 'false' });
  // Nobody answers; and what the policy does is to be seen apart.
  await server().kubectl(['delete', 'mutatingwebhookconfiguration', 'iamra-injector']);
  await untilAnnotated('web');
});

// The API server tells its policies of a change a moment later.
function untilAnnotated(serviceAccount: string): Promise<unknown> {
  return pollUntil(async () => {
    const annotations = await annotationsOf({ serviceAccount });
    return typeof annotations === 'object' ? annotations : undefined;
  });
}

async function annotationsOf(pod: PodOptions): Promise<unknown> {
  const { stdout, stderr } = await reviewPod(server(), { ...pod, initContainers: [agent] });
  if (stdout === '') return stderr;
  return (JSON.parse(stdout) as { metadata: { annotations?: object } }).metadata.annotations;
}

it('a ServiceAccount with annotations of ours gets its label with them', async () => {
  const labels = async (name: string): Promise<string> => {
    const words = ['get', 'serviceaccount', name, '--namespace=team-a'];
    return (await server().kubectl([...words, '--output=jsonpath={.metadata.labels}'])).stdout;
  };

  expect(await labels('web')).toBe('{"iamra.dev/opted-in":"true"}');
  expect(await labels('out')).toBe('');
  expect(await labels('default')).toBe('');
});

it('a pod gets every annotation of ours that its ServiceAccount has, and no other', async () => {
  expect(await annotationsOf({ serviceAccount: 'web' })).toEqual(fromAccount);
});

it('what the pod says itself wins', async () => {
  const own = { 'iamra.dev/region': 'us-east-1', 'example.com/a': 'b' };

  expect(await annotationsOf({ serviceAccount: 'web', annotations: own })).toEqual({
    ...fromAccount,
    ...own,
  });
});

it('a pod that selects its containers by the other list keeps its choice', async () => {
  const own = { 'iamra.dev/include-containers': 'app' };

  expect(await annotationsOf({ serviceAccount: 'web', annotations: own })).toEqual({
    ...role,
    ...region,
    ...own,
  });
});

it('a pod that refuses credentials gets nothing', async () => {
  const own = { 'iamra.dev/inject': 'false' };

  expect(await annotationsOf({ serviceAccount: 'web', annotations: own })).toEqual(own);
});

it('a pod of another ServiceAccount gets nothing', async () => {
  expect(await annotationsOf({})).toBeUndefined();
  expect(await annotationsOf({ serviceAccount: 'out' })).toBeUndefined();
});

it('an account that was made a moment ago counts already', async () => {
  await annotatedAccount(server(), 'fresh', role);

  expect(await untilAnnotated('fresh')).toEqual(role);
});
