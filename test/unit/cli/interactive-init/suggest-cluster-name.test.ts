import { expect, it } from 'vitest';
import { suggestClusterName } from '../../../../src/cli/interactive-init/suggest-cluster-name.ts';
import { isClusterName } from '../../../../src/core/identity/cluster-name.ts';

it.each([
  ['kind-lab', 'lab'],
  ['k3d-lab', 'lab'],
  ['admin@Lab.example', 'lab.example'],
  ['arn:aws:eks:eu-west-1:123456789012:cluster/prod', 'prod'],
  ['gke_project_europe-west1_prod', 'prod'],
  ['default', 'home'],
  ['kubernetes-admin@kubernetes', 'home'],
  [undefined, 'home'],
  ['###', 'home'],
  ['a'.repeat(80), 'a'.repeat(63)],
])('the context %s suggests the cluster name %s', (context, name) => {
  expect(suggestClusterName(context)).toBe(name);
  expect(isClusterName(name)).toBe(true);
});
