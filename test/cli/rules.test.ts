import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { statusAnswer } from '../fixtures/api-server-answers.ts';
import { loopbackCluster } from './support/cluster.ts';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const rule = `apiVersion: iamra.dev/v1alpha1
kind: ClusterInjectionRule
metadata: { name: mark }
spec:
  labelSelector: { matchLabels: { app: web } }
  labels: { mesh: "on" }
`;

const badRule = rule.replace('mesh: "on"', 'mesh: on').replace('spec:', 'spec:\n  ordre: 1');

const pods = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: example.com/web }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: nightly }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: a }] } } }
`;

const finding = z.strictObject({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  code: z.string().startsWith('IAMRA'),
  message: z.string(),
  fix: z.string(),
});

const lintResult = z.strictObject({
  rules: z.int(),
  findings: z.array(finding),
  others: z.array(z.string()),
});

const testResult = z.strictObject({
  kind: z.literal('tested'),
  context: z.string().nullable(),
  pods: z.array(
    z.strictObject({
      file: z.string(),
      kind: z.string(),
      namespace: z.string(),
      name: z.string(),
      outcome: z.enum(['changed', 'unchanged', 'refused']),
      rules: z.array(
        z.strictObject({
          rule: z.string(),
          outcome: z.enum(['applies', 'does_not_match', 'skipped', 'conflict', 'left_alone']),
          reason: z.string().nullable(),
        }),
      ),
      notices: z.array(z.strictObject({ code: z.string(), message: z.string(), fix: z.string() })),
      diff: z.string(),
      server: z.strictObject({ accepted: z.boolean(), message: z.string().nullable() }).nullable(),
    }),
  ),
});

const convertResult = z.strictObject({
  text: z.string(),
  rules: z.array(z.string()),
  notes: z.array(z.string()),
});

async function directoryWith(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

describe('iamra rules lint', () => {
  it('finds nothing in good rules, in files and on standard input', async () => {
    const directory = await directoryWith({ 'rule.yaml': rule });
    const input = rule.replace('name: mark', 'name: other');
    const { stdout, exitCode } = await runIamra(['rules', 'lint', 'rule.yaml', '-'], {
      directory,
      input,
    });
    expect([stdout, exitCode]).toEqual(['✓ 2 rules, nothing to mend\n', 0]);
  });

  it('ends with 1 and says where each problem is', async () => {
    const directory = await directoryWith({ 'bad.yaml': badRule, 'pods.yaml': pods });
    const { stdout, stderr, exitCode } = await runIamra(['rules', 'lint', '.'], { directory });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'bad.yaml:5:3 IAMRA340 spec.ordre is no field of a rule; did you mean “order”?\n    Fix: rename it to order\n',
    );
    expect(stdout).toContain('bad.yaml:7:13 IAMRA341 spec.labels.mesh “true” must be a string');
    expect(stdout).toContain('✗ 2 things to mend');
    expect(stderr).toContain('pods.yaml:1: Pod web is no injection rule');
  });

  it('has one form of JSON', async () => {
    const directory = await directoryWith({ 'bad.yaml': badRule });
    const run = await runIamra(['rules', 'lint', 'bad.yaml', '--json'], { directory });
    expect(lintResult.parse(JSON.parse(run.stdout)).findings).toHaveLength(2);
    expect(run.exitCode).toBe(1);
  });

  it('says that there is no rule', async () => {
    const directory = await directoryWith({ 'pods.yaml': pods });
    const { stderr, exitCode } = await runIamra(['rules', 'lint', 'pods.yaml'], { directory });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no injection rule in pods.yaml.');
  });
});

describe('iamra rules test', () => {
  const command = ['rules', 'test', 'rule.yaml', '-f', 'pods.yaml'];

  it('says what each rule would do, and shows the pod', async () => {
    const directory = await directoryWith({ 'rule.yaml': rule, 'pods.yaml': pods });
    const { stdout, exitCode } = await runIamra([...command, '--offline'], { directory });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Pod shop/web: changed\n  ✓ mark applies\n');
    expect(stdout).toContain('+     mesh: on');
    expect(stdout).toContain(
      'Job default/nightly: unchanged\n  - mark does not match: labelSelector wants the label app to be web, which is absent\n',
    );
  });

  it('has the API server of the cluster try each pod, and tells what it says', async () => {
    const directory = await directoryWith({ 'rule.yaml': rule, 'pods.yaml': pods });
    const names = ['shop', 'default'];
    const { api, environment } = await loopbackCluster(
      ...names.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    );
    api.intercept(({ method, path }) =>
      method === 'POST' && path.includes('/namespaces/default/')
        ? statusAnswer(422, 'Invalid', 'spec.containers[0].image: too short')
        : undefined,
    );
    const run = await runIamra([...command, '--json'], { directory, environment });
    const { pods: tested } = testResult.parse(JSON.parse(run.stdout));
    expect(run.exitCode).toBe(1);
    expect(tested.map(({ server }) => server?.accepted)).toEqual([true, false]);
    expect(tested[1]?.server?.message).toContain('too short');
    const posts = api.calls.filter(({ method }) => method === 'POST');
    expect(posts.map(({ query }) => query.get('dryRun'))).toEqual(['All', 'All']);
    expect(posts[0]?.body).toMatchObject({ metadata: { labels: { mesh: 'on' } } });
  });

  it('goes on without a current cluster that does not answer, and says so', async () => {
    const kubeconfig = `apiVersion: v1
kind: Config
current-context: away
contexts: [{ name: away, context: { cluster: away, user: me } }]
clusters: [{ name: away, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: me, user: { token: x } }]
`;
    const files = { 'rule.yaml': rule, 'pods.yaml': pods, kubeconfig };
    const directory = await directoryWith(files);
    const environment = { KUBECONFIG: join(directory, 'kubeconfig') };
    const { stderr, stdout, exitCode } = await runIamra(command, { directory, environment });
    expect([exitCode, stdout.includes('API server')]).toEqual([0, false]);
    expect(stderr).toContain('No cluster confirms this');
  });

  it('tries no pod on bad rules', async () => {
    const directory = await directoryWith({ 'rule.yaml': badRule, 'pods.yaml': pods });
    const { stderr, exitCode } = await runIamra([...command, '--offline'], { directory });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('IAMRA340');
    expect(stderr).toContain('IAMRA366');
  });
});

describe('iamra rules convert', () => {
  it('makes rules that lint takes', async () => {
    const configuration = `inject:
  - name: mark
    maxIterations: 4
    labels: { mesh: on }
`;
    const directory = await directoryWith({ 'injector.yaml': configuration });
    const converted = await runIamra(['rules', 'convert', 'injector.yaml'], { directory });
    expect(converted.exitCode).toBe(0);
    expect(converted.stderr).toContain('injector.yaml:3: inject[0].maxIterations');
    await writeFile(join(directory, 'rules.yaml'), converted.stdout);
    const linted = await runIamra(['rules', 'lint', 'rules.yaml'], { directory });
    expect([linted.stdout, linted.exitCode]).toEqual(['✓ 1 rule, nothing to mend\n', 0]);
    const json = await runIamra(['rules', 'convert', 'injector.yaml', '--json'], { directory });
    expect(convertResult.parse(JSON.parse(json.stdout)).rules).toEqual(['mark']);
  });
});
