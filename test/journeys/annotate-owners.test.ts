import { describe, expect, it } from 'vitest';
import { type AnnotatingUser, annotatingUser, workload } from '../cli/support/annotating.ts';
import { enter, iamraInTerminal } from '../cli/support/pseudo-terminal.ts';
import { inTemplate, wrote } from '../fixtures/managed-fields.ts';
import { roleArn } from '../fixtures/pods.ts';

const role = { 'iamra.dev/role-arn': roleArn };
const other = { 'iamra.dev/role-arn': roleArn.replace('/web', '/other') };
const region = { 'iamra.dev/region': 'eu-west-1' };
const annotate = ['annotate', 'deployment/web', '--role', 'web', '--yes', '--no-wait'];
const unannotate = ['unannotate', 'deployment/web', '--yes', '--no-wait'];

function annotationsOf({ api }: AnnotatingUser): unknown {
  const object: unknown = api.get('Deployment', 'default/web');
  return ['spec', ...inTemplate.slice(1), 'annotations'].reduce<unknown>(
    (node, key) => (node as Record<string, unknown> | undefined)?.[key],
    object,
  );
}

describe('what others wrote', () => {
  const edited = workload({ annotations: other, owners: [wrote('kubectl-edit', 'Update', other)] });

  it.each([[annotate], [unannotate]])('stays: %j names them and the way out', async (...words) => {
    const user = await annotatingUser(edited);
    const { stderr, exitCode } = await user.run(...words[0]);
    expect(stderr).toContain('Error IAMRA152 What would change in Deployment default/web');
    expect(stderr).toContain('annotation iamra.dev/role-arn by kubectl-edit');
    expect(stderr).toContain('--force-conflicts');
    expect(exitCode).toBe(4);
    expect(user.writes()).toBe(0);
  });

  it('is taken by --force-conflicts, which the plan tells, with what else they wrote left to them', async () => {
    const annotations = { ...other, ...region };
    const owners = [wrote('kubectl-edit', 'Update', annotations)];
    const user = await annotatingUser(workload({ annotations, owners }));
    const { stderr, exitCode } = await user.run(...annotate, '--force-conflicts');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('annotation iamra.dev/role-arn is taken from kubectl-edit');
    expect(annotationsOf(user)).toEqual({ ...role, ...region });
    const refused = await user.run(...unannotate);
    expect(refused.stderr).toContain('annotation iamra.dev/region by kubectl-edit');
    expect((await user.run(...unannotate, '--force-conflicts')).exitCode).toBe(0);
    expect(annotationsOf(user)).toBeUndefined();
  });

  it('is the same in the API server’s words, where it was written in between', async () => {
    const user = await annotatingUser(workload());
    user.api.intercept(({ method, query }) => {
      if (method !== 'PATCH' || query.get('dryRun') !== null) return undefined;
      user.api.put(edited);
      return undefined;
    });
    const { stderr, exitCode } = await user.run(...annotate);
    expect(stderr).toContain('IAMRA152');
    expect(stderr).toContain(
      '.spec.template.metadata.annotations.iamra.dev/role-arn: conflict with "test" using apps/v1',
    );
    expect(exitCode).toBe(4);
    expect(annotationsOf(user)).toEqual(other);
  });
});

describe('what an earlier release wrote by merge patch', () => {
  const annotations = { ...other, ...region };
  const owners = [wrote('iamra', 'Update', annotations)];

  it('is taken over, and goes with unannotate', async () => {
    const user = await annotatingUser(workload({ annotations, owners }));
    const { stderr, exitCode } = await user.run(...annotate);
    expect(exitCode, stderr).toBe(0);
    expect(annotationsOf(user)).toEqual({ ...role, ...region });
    expect((await user.run(...unannotate)).exitCode).toBe(0);
    expect(annotationsOf(user)).toBeUndefined();
  });

  it('is taken over from an object that changes meanwhile', async () => {
    const user = await annotatingUser(workload({ annotations, owners }));
    const conflicts = [1, 2];
    user.api.intercept(({ method, query }) => {
      if (method !== 'PATCH' || query.get('dryRun') !== null || conflicts.pop() === undefined) {
        return undefined;
      }
      const present = user.api.get('Deployment', 'default/web');
      user.api.put({ ...present, status: { replicas: conflicts.length } });
      return undefined;
    });
    const { stderr, exitCode } = await user.run(...annotate);
    expect(exitCode, stderr).toBe(0);
    expect(annotationsOf(user)).toEqual({ ...role, ...region });
  });
});

describe('who manages an object', () => {
  it('is asked for on a terminal, where --yes does not answer for what Flux manages', async () => {
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };
    const { directory, environment, writes } = await annotatingUser(workload({ labels }));
    const session = iamraInTerminal(annotate, { directory, environment });
    await session.answer('Write this to the cluster, though Flux manages it?', enter);
    expect(await session.ended).toBe(130);
    expect(session.screen()).toContain('patches:');
    expect(writes()).toBe(0);
  });

  it('is an Application of Argo CD that tracks by the label that Helm sets too', async () => {
    const labels = { 'app.kubernetes.io/instance': 'shop' };
    const { api, run } = await annotatingUser(workload({ labels }));
    expect((await run(...annotate, '--dry-run=client')).stderr).not.toContain('Argo CD');
    const resource = { group: 'apps', kind: 'Deployment', namespace: 'default', name: 'web' };
    const application = {
      metadata: { name: 'shop', namespace: 'argocd' },
      status: { resources: [resource] },
    };
    const answers: Readonly<Record<string, object>> = {
      '/apis/argoproj.io/v1alpha1': {
        kind: 'APIResourceList',
        groupVersion: 'argoproj.io/v1alpha1',
        resources: [
          { name: 'applications', kind: 'Application', namespaced: true, verbs: ['list'] },
        ],
      },
      '/apis/argoproj.io/v1alpha1/applications': { kind: 'ApplicationList', items: [application] },
    };
    api.intercept(({ path }) => {
      const body = answers[path];
      return body === undefined ? undefined : { status: 200, body };
    });
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('Error IAMRA177 Argo CD (Application argocd/shop) manages');
    expect(exitCode).toBe(2);
  });

  it('may be Helm, which is told and no hindrance', async () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    const marks = {
      'meta.helm.sh/release-name': 'shop',
      'meta.helm.sh/release-namespace': 'default',
    };
    const { run } = await annotatingUser(workload({ labels, marks }));
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain(
      'warning IAMRA157 Deployment default/web is of Helm release default/shop',
    );
    expect(exitCode).toBe(0);
  });
});

describe('a dry run', () => {
  const pods = '/api/v1/namespaces/default/pods';

  it('of the client asks the API server for nothing but what is there', async () => {
    const { api, run } = await annotatingUser(workload());
    const { stdout, exitCode } = await run(...annotate, '--dry-run=client');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Deployment default/web would be changed.');
    expect(stdout).toMatch(/^\+ {5}- name: iamra-agent$/m);
    expect(new Set(api.calls.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('of the server has it admit the object and a pod, and stores neither', async () => {
    const { api, run, writes } = await annotatingUser(workload());
    const { stdout, exitCode } = await run(...annotate, '--dry-run=server');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('as the API server would admit them:');
    const tried = api.calls.filter(({ query }) => query.get('dryRun') === 'All');
    expect(tried.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PATCH /apis/apps/v1/namespaces/default/deployments/web',
      `POST ${pods}`,
    ]);
    expect(tried[1]?.body).toMatchObject({
      metadata: { generateName: 'web-', annotations: role },
      spec: { serviceAccountName: 'web' },
    });
    expect(writes()).toBe(0);
    expect(api.list('Pod')).toEqual([]);
  });

  it('ends with the API server’s words where it refuses the pod', async () => {
    const { run } = await annotatingUser(workload({ pod: { hostNetwork: true } }));
    const { stderr, exitCode } = await run(...annotate, '--dry-run');
    expect(stderr).toContain(
      `Error IAMRA155 The API server would refuse the pods of Deployment default/web: `,
    );
    expect(stderr).toContain('webhook "pod.credentials.iamra.dev" denied the request: IAMRA305');
    expect(exitCode).toBe(4);
  });

  it('shows what iamra knows of the pods where the user may not create any', async () => {
    const { api, run } = await annotatingUser(workload());
    api.intercept(({ path, body }) =>
      path.endsWith('/selfsubjectaccessreviews')
        ? { status: 201, body: { ...(body as object), status: { allowed: false } } }
        : undefined,
    );
    const { stdout, stderr, exitCode } = await run(...annotate, '--dry-run=server');
    expect(stderr).toContain('warning IAMRA156 You may not create pods in namespace default');
    expect(stdout).toMatch(/^\+ {5}- name: iamra-agent$/m);
    expect(exitCode).toBe(0);
  });
});
