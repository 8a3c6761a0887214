import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  annotatingUser,
  certificate,
  controller,
  installation,
  status,
  workload,
} from '../cli/support/annotating.ts';
import { annotationOwners, wrote } from '../fixtures/managed-fields.ts';
import { roleArn, settings } from '../fixtures/pods.ts';

const annotate = ['annotate', 'deployment', 'web', '--role', 'web'];
const role = { 'iamra.dev/role-arn': roleArn };
const serviceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'web', namespace: 'default' },
};

const shownError = z.strictObject({ code: z.string(), message: z.string(), fix: z.string() });

const editResult = z.strictObject({
  namespace: z.string(),
  kind: z.string(),
  name: z.string(),
  serviceAccount: z.string(),
  roleArn: z.string().startsWith('arn:').nullable(),
  changes: z.array(
    z.strictObject({
      action: z.enum(['update', 'keep']),
      resource: z.string(),
      details: z.array(z.string()),
    }),
  ),
  applied: z.boolean(),
  patch: z.looseObject({}).nullable(),
  managedBy: z.string().nullable(),
  rollout: z.enum(['complete', 'not_awaited', 'not_started', 'failed']),
  error: shownError.nullable(),
  next: z.array(z.string()),
  notices: z.array(z.strictObject({ code: z.string(), message: z.string(), fix: z.string() })),
  previews: z.array(
    z.strictObject({
      workload: z.string(),
      by: z.enum(['api_server', 'iamra']),
      outcome: z.enum(['injected', 'left_alone', 'refused']),
      diff: z.string().nullable(),
    }),
  ),
});

const editsResult = z.strictObject({
  context: z.string(),
  dryRun: z.enum(['client', 'server']).nullable(),
  objects: z.array(editResult),
  refused: z.array(z.strictObject({ object: z.string(), error: shownError })),
});

describe('iamra annotate', () => {
  it('shows the plan, writes the one annotation, and follows the rollout to its end', async () => {
    const { api, run } = await annotatingUser(workload());
    const rolledOut = controller(api, (deployment) => [{ ...deployment, status: status(2) }]);
    const { stdout, stderr, exitCode } = await run(...annotate, '--yes');
    await rolledOut;
    expect(stderr).toMatch(/Context test \(https:\/\/127\.0\.0\.1:\d+\), namespace default/);
    expect(stderr).toContain('~ update Deployment default/web');
    expect(stderr).toContain(`pod template: annotation iamra.dev/role-arn: ${roleArn}`);
    expect(stdout).toBe(
      `Deployment default/web asks for role ${roleArn}, as ServiceAccount default/web. All of its pods are new and ready.\n`,
    );
    expect(exitCode).toBe(0);
    const template = { metadata: { labels: { app: 'web' }, annotations: role } };
    expect(api.get('Deployment', 'default/web')).toMatchObject({ spec: { template } });
  });

  it('writes nothing a second time, and says so', async () => {
    const { run, writes } = await annotatingUser(workload({ annotations: role }));
    const { stdout, stderr, exitCode } = await run(...annotate);
    expect(stderr).toContain('= keep   Deployment default/web');
    expect(stdout).toContain('Nothing was written.');
    expect(exitCode).toBe(0);
    expect(writes()).toBe(0);
  });

  it('asks first: without a terminal and --yes nothing is written', async () => {
    const { run, writes } = await annotatingUser(workload());
    const { stderr, exitCode } = await run(...annotate);
    expect(stderr).toMatch(/Error IAMRA902 .*\n.*--yes; nothing has been changed/);
    expect(exitCode).toBe(2);
    expect(writes()).toBe(0);
  });

  it('--dry-run has the API server try it, and shows the pods as they would be', async () => {
    const { api, run, writes } = await annotatingUser(workload());
    const { stdout, exitCode } = await run(...annotate, '--dry-run');
    expect(stdout).toContain('Deployment default/web would be changed; the API server takes it.');
    expect(stdout).toMatch(/^\+ {5}- name: iamra-agent$/m);
    expect(stdout).toMatch(/^\+ .*secretName: iamra-web$/m);
    expect(exitCode).toBe(0);
    expect(writes()).toBe(0);
    expect(api.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it('waits for a Certificate that is there before it changes anything', async () => {
    const { api, run } = await annotatingUser(workload(), certificate('False', 'no issuer'));
    const { stderr, exitCode } = await run(...annotate, '--yes', '--timeout', '0');
    expect(stderr).toContain(
      'Error IAMRA176 After 0 s Certificate default/iamra-web is not ready: no issuer',
    );
    expect(exitCode).toBe(124);
    expect(api.get('Deployment', 'default/web')?.metadata.generation).toBe(1);
  });

  it.each([
    ['--no-wait', workload(), 'kubectl rollout status deployment/web -n default'],
    ['--yes', workload({ spec: { paused: true } }), 'kubectl rollout resume deployment/web'],
    ['--yes', workload({ kind: 'CronJob' }), 'kubectl create job --from=cronjob/web'],
    ['--yes', workload({ kind: 'Job', spec: { suspend: true } }), '"suspend":false'],
    [
      '--yes',
      workload({ kind: 'DaemonSet', spec: { updateStrategy: { type: 'OnDelete' } } }),
      'kubectl delete pod -n default -l app=web',
    ],
  ])(
    'awaits no rollout with %s where none comes, and tells what makes pods',
    async (flag, object, expected) => {
      const { run, writes } = await annotatingUser(object);
      const target = `${String(object['kind']).toLowerCase()}/web`;
      const { stdout, exitCode } = await run('annotate', target, '--role=web', '--yes', flag);
      expect(stdout).toContain(expected);
      expect(exitCode).toBe(0);
      expect(writes()).toBe(1);
    },
  );

  it('annotates a ServiceAccount with its label, and tells whom to restart', async () => {
    const users = [workload(), workload({ kind: 'CronJob', name: 'nightly' })];
    const others = [
      workload({ name: 'own', annotations: role }),
      workload({ name: 'other', pod: { serviceAccountName: 'x' } }),
    ];
    const { api, run } = await annotatingUser(
      serviceAccount,
      certificate('True', 'issued'),
      ...users,
      ...others,
    );
    const { stdout, exitCode } = await run('annotate', 'sa/web', '--role', 'web', '--yes');
    expect(exitCode).toBe(0);
    expect(api.get('ServiceAccount', 'default/web')?.metadata).toMatchObject({
      annotations: role,
      labels: { 'iamra.dev/opted-in': 'true' },
    });
    expect(stdout).toContain('kubectl rollout restart deployment/web -n default');
    expect(stdout).toContain('cronjob/nightly follows it from its next run on');
    expect(stdout).not.toMatch(/own|other/);
    expect(api.get('Deployment', 'default/web')?.metadata.generation).toBe(1);
  });

  it('names trust anchor and profile where the installation’s settings may not be read', async () => {
    const { api, run } = await annotatingUser(workload());
    api.intercept(({ path }) =>
      path.includes('/configmaps/')
        ? { status: 403, body: { kind: 'Status', code: 403 } }
        : undefined,
    );
    const { stdout } = await run(...annotate, '--yes', '--no-wait', '--json');
    expect(Object.keys(annotationsIn(onlyObject(stdout)))).toEqual([
      'iamra.dev/role-arn',
      'iamra.dev/trust-anchor-arn',
      'iamra.dev/profile-arn',
    ]);
  });

  it.each([['--dry-run'], ['--no-wait']])('answers as JSON of one form with %s', async (flag) => {
    const { run } = await annotatingUser(workload());
    const { stdout } = await run(...annotate, '--yes', '--json', flag);
    const result = onlyObject(stdout);
    expect(result.applied).toBe(flag === '--no-wait');
    expect(result.serviceAccount).toBe('default/web');
  });
});

describe('iamra unannotate', () => {
  it('takes every key of iamra’s away and follows the rollout', async () => {
    const annotations = { ...role, 'iamra.dev/region': 'eu-west-1', 'example.com/team': 'a' };
    const owners = [
      wrote('iamra-cli', 'Apply', { ...role, 'iamra.dev/region': '' }),
      wrote('kubectl-create', 'Update', { 'example.com/team': '' }),
    ];
    const { api, run } = await annotatingUser(workload({ annotations, owners }));
    const rolledOut = controller(api, (deployment) => [{ ...deployment, status: status(2) }]);
    const { stdout, exitCode } = await run('unannotate', 'deploy', 'web', '--yes');
    await rolledOut;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Deployment default/web asks for no role any more.');
    const { spec } = api.get('Deployment', 'default/web') as unknown as {
      spec: { template: { metadata: { annotations: object } } };
    };
    expect(spec.template.metadata.annotations).toEqual({ 'example.com/team': 'a' });
  });

  it('takes the label of a ServiceAccount away as well', async () => {
    const metadata = {
      ...serviceAccount.metadata,
      annotations: role,
      labels: { 'iamra.dev/opted-in': 'true' },
      managedFields: annotationOwners(['metadata'], wrote('iamra-cli', 'Apply', role)),
    };
    const { api, run } = await annotatingUser({ ...serviceAccount, metadata });
    const { stdout, exitCode } = await run('unannotate', 'sa', 'web', '--yes', '--json');
    expect(exitCode).toBe(0);
    expect(onlyObject(stdout).roleArn).toBeNull();
    const after = api.get('ServiceAccount', 'default/web')?.metadata;
    expect({ ...after?.annotations, ...after?.labels }).toEqual({});
  });

  it('leaves the label to EKS’ role where the installation reads it, and warns', async () => {
    const eksRole = { 'eks.amazonaws.com/role-arn': roleArn };
    const labels = { 'iamra.dev/opted-in': 'true' };
    const metadata = {
      ...serviceAccount.metadata,
      annotations: { ...role, ...eksRole },
      labels,
      managedFields: annotationOwners(['metadata'], wrote('iamra-cli', 'Apply', role)),
    };
    const { api, run } = await annotatingUser({ ...serviceAccount, metadata });
    const compatibility = { eksAnnotations: true };
    const data = { 'settings.json': JSON.stringify({ ...settings, compatibility }) };
    api.put({ ...installation, data });
    const { stderr, exitCode } = await run('unannotate', 'sa', 'web', '--yes');
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(
      /IAMRA183 ServiceAccount default\/web has a role by eks.amazonaws.com\/role-arn[^]*kubectl annotate serviceaccount web -n default iamra.dev\/inject=false/,
    );
    const after = api.get('ServiceAccount', 'default/web')?.metadata;
    expect(after).toMatchObject({ annotations: eksRole, labels });
    expect(after?.annotations).not.toHaveProperty('iamra.dev/role-arn');
  });

  it('warns that the ServiceAccount asks as well, and writes nothing where nothing is', async () => {
    const metadata = { ...serviceAccount.metadata, annotations: role };
    const { run, writes } = await annotatingUser(workload(), { ...serviceAccount, metadata });
    const { stdout, stderr, exitCode } = await run('unannotate', 'deployment/web');
    expect(stderr).toContain('IAMRA183');
    expect(stdout).toBe('Deployment default/web asks for no role. Nothing was written.\n');
    expect(exitCode).toBe(0);
    expect(writes()).toBe(0);
  });
});

function onlyObject(stdout: string): z.infer<typeof editResult> {
  const { objects } = editsResult.parse(JSON.parse(stdout));
  expect(objects).toHaveLength(1);
  return objects[0] as z.infer<typeof editResult>;
}

function annotationsIn(result: unknown): object {
  const { patch } = result as {
    patch: { spec: { template: { metadata: { annotations: object } } } };
  };
  return patch.spec.template.metadata.annotations;
}
