import { beforeAll, expect, it } from 'vitest';
import { find, ofKind, type Rendered, renderChart } from './support/render-chart.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

let objects: Rendered[] = [];
beforeAll(async () => {
  objects = await renderChart();
});

const roles = (): Rendered[] => [...ofKind(objects, 'ClusterRole'), ...ofKind(objects, 'Role')];
const rulesOf = (role: Rendered): Rule[] => role['rules'] as Rule[];
const rules = (kind: string, name: string): string[] =>
  rulesOf(find(objects, kind, name)).map(
    ({ resources, resourceNames, verbs }) =>
      `${resources.join(',')}${resourceNames ? `[${resourceNames.join(',')}]` : ''}: ${verbs.join(',')}`,
  );

it('nobody may do everything, or to everything', () => {
  for (const rule of roles().flatMap(rulesOf)) {
    expect([...rule.apiGroups, ...rule.resources, ...rule.verbs]).not.toContain('*');
  }
});

it('nobody may list or watch Secrets, write them, or take over the rights of others', () => {
  const forbidden = ['escalate', 'bind', 'impersonate', 'approve', 'sign'];
  for (const { resources, verbs } of roles().flatMap(rulesOf)) {
    if (resources.includes('secrets')) {
      expect(['get', 'delete']).toEqual(expect.arrayContaining([...verbs]));
    }
    for (const verb of forbidden) expect(verbs).not.toContain(verb);
    for (const resource of [
      'pods/exec',
      'serviceaccounts/token',
      'nodes',
      'roles',
      'clusterroles',
    ]) {
      expect(resources).not.toContain(resource);
    }
  }
});

it('the webhook reads who decides about a pod and who made it, and writes Events', () => {
  expect(rules('ClusterRole', 'iamra-injector-webhook')).toEqual([
    'serviceaccounts,namespaces: get,list,watch',
    'replicasets: get',
    'jobs: get',
    'events: create,patch',
    'injectionrules,clusterinjectionrules: get,list,watch',
  ]);
});

it('the controller has the rights of its work', () => {
  expect(rules('ClusterRole', 'iamra-identity-controller')).toEqual([
    'pods: get,list,watch',
    'serviceaccounts: get,list,watch,patch',
    'certificates: get,list,watch,create,patch,delete',
    'secrets: get,delete',
    'events: create,patch',
    'injectionrules,clusterinjectionrules: get,list,watch',
    'injectionrules/status,clusterinjectionrules/status: update',
    'mutatingwebhookconfigurations[iamra-injector-rules]: get,list,watch,patch',
  ]);
  expect(rules('Role', 'iamra-identity-controller')).toEqual([
    'leases: create',
    'leases[iamra-identity-controller]: get,update,patch',
  ]);
});

it('the preflight reads its one Secret, and removes its own configuration alone', () => {
  expect(rules('ClusterRole', 'iamra-preflight')).toEqual([
    'mutatingwebhookconfigurations: create',
    'mutatingwebhookconfigurations[iamra-preflight]: get,delete',
    'deployments: list',
  ]);
  expect(find(objects, 'Role', 'iamra-preflight').metadata.namespace).toBe('cert-manager');
  expect(rules('Role', 'iamra-preflight')).toEqual(['secrets[iamra-workload-ca]: get']);
});

it('the preflight reads no Secret where the chart makes the CA, and the issuers that must exist', async () => {
  objects = await renderChart({
    webhook: { issuerRef: { name: 'tls' } },
    workloadIssuer: { create: false, name: 'corporate' },
  });

  expect(ofKind(objects, 'Role').map(({ metadata }) => metadata.name)).not.toContain(
    'iamra-preflight',
  );
  expect(rules('ClusterRole', 'iamra-preflight').slice(3)).toEqual([
    'issuers[tls]: get',
    'clusterissuers[corporate]: get',
  ]);
});

it('each binding joins an account of the release with a role of the release', async () => {
  objects = await renderChart({}, { namespace: 'elsewhere' });
  const bindings = [...ofKind(objects, 'ClusterRoleBinding'), ...ofKind(objects, 'RoleBinding')];

  for (const { roleRef, subjects } of bindings as unknown as ReadonlyArray<{
    roleRef: { kind: string; name: string };
    subjects: ReadonlyArray<{ name: string; namespace: string }>;
  }>) {
    expect(find(objects, roleRef.kind, roleRef.name)).toBeDefined();
    expect(subjects).toEqual([
      { kind: 'ServiceAccount', name: roleRef.name, namespace: 'elsewhere' },
    ]);
    expect(find(objects, 'ServiceAccount', roleRef.name).metadata.namespace).toBe('elsewhere');
  }
});
