import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { indent, injected, job, run, template, withoutAdded } from '../../../fixtures/manifests.ts';
import { type AdmittedPod, roleArn } from '../../../fixtures/pods.ts';

describe('manifests', () => {
  it.each([
    ['v1', 'Pod', template],
    ['v1', 'PodTemplate', `template:\n${indent(template, 2)}`],
    ['v1', 'ReplicationController', `spec:\n  template:\n${indent(template, 4)}`],
    ['apps/v1', 'Deployment', `spec:\n  template:\n${indent(template, 4)}`],
    ['apps/v1', 'StatefulSet', `spec:\n  template:\n${indent(template, 4)}`],
    ['apps/v1', 'DaemonSet', `spec:\n  template:\n${indent(template, 4)}`],
    ['apps/v1', 'ReplicaSet', `spec:\n  template:\n${indent(template, 4)}`],
    ['batch/v1', 'Job', `spec:\n  template:\n${indent(template, 4)}`],
    [
      'batch/v1',
      'CronJob',
      `spec:\n  jobTemplate:\n    spec:\n      template:\n${indent(template, 8)}`,
    ],
  ])('of %s %s get the agent', (apiVersion, kind, rest) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}`;
    const result = injected(text);
    expect(result.report).toMatchObject([{ kind, namespace: 'team-a', outcome: 'injected' }]);
    expect(result.text).toContain('- name: iamra-agent');
    expect(withoutAdded(result.text, text)).toBe(text);
  });

  it('of a List get it where they ask for it', () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings}
- apiVersion: batch/v1
  kind: Job
  metadata: {name: one, namespace: team-b}
  spec:
    template:
${indent(template, 6)}- apiVersion: v1
  kind: Pod
  metadata: {name: plain}
  spec: {containers: []}
`;
    const result = injected(text);
    expect(result.report).toMatchObject([
      { kind: 'ConfigMap', namespace: null, outcome: 'skipped', reason: 'makes_no_pods' },
      { kind: 'Job', namespace: 'team-b', name: 'one', outcome: 'injected' },
      {
        kind: 'Pod',
        namespace: 'team-a',
        name: 'plain',
        outcome: 'skipped',
        reason: 'not_opted_in',
      },
    ]);
    expect(withoutAdded(result.text, text)).toBe(text);
  });

  it('keep comments, order, quotes, indentation and spaces', () => {
    const text = `# the web
apiVersion: apps/v1
kind: Deployment   # scaled by hand
metadata: {name: web, labels: { app: "web" }}
spec:
  template:
    metadata:
      annotations:   # what it may do

        iamra.dev/role-arn:   '${roleArn}'
      # no labels
    spec:
      initContainers:
      # waits for the database
      - name: wait
        image: busybox
        command: [sh, -c,
          'until nc db 5432; do sleep 1; done']
        env: []   # none yet
        volumeMounts:   # none either
      containers:
        - name:  web
          args:
            - |
              first

              last
          env:
            - {name: MODE, value: "on"}
            # - name: OLD
          # the end of web
        - image: example.com/worker
          name: worker
          script: >-
            folded

      volumes:
      - secret: {secretName: keys, defaultMode: 0440}
        name: keys
# the end
`;
    const { text: result } = injected(text);
    const kept = withoutAdded(result, text.replace('env: []   # none yet', 'env:   # none yet'));
    expect(kept).toBe(text.replace('env: []   # none yet', 'env:   # none yet'));
    expect(result).toContain('      initContainers:\n      - name: iamra-agent\n');
    expect(result).toContain('      # waits for the database\n      - name: wait\n');
  });

  it('mean what the webhook would make of them', () => {
    const [document] = parseAllDocuments(injected(job).text);
    const { spec } = document?.toJS() as { spec: { template: AdmittedPod } };
    expect(spec.template.spec.initContainers[0]?.env).toContainEqual({
      name: 'IAMRA_CREDENTIALS_PORT',
      value: '9911',
    });
    expect(injected(injected(job).text)).toMatchObject({
      text: injected(job).text,
      report: [{ outcome: 'skipped', reason: 'already_injected' }],
    });
  });

  it('that are no workloads, or ask for nothing, stay byte for byte', () => {
    const text = `%YAML 1.2
---
# only a comment
---
apiVersion:   v1
kind: ConfigMap
data: {a: 'b',   c: "d"}
---
apiVersion: batch.volcano.sh/v1alpha1
kind: Job
spec: {tasks: []}
---
apiVersion: apps/v1
kind: Deployment
spec: {replicas: 2}   # a patch
...
---
just text
---
- a
- list`;
    const result = injected(text);
    expect(result.text).toBe(text);
    expect(result.report.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['ConfigMap', 'makes_no_pods'],
      ['Job', 'makes_no_pods'],
      ['Deployment', 'not_opted_in'],
    ]);
    expect(injected('').text).toBe('');
  });

  it('stay byte for byte beside one that changes', () => {
    const other = `apiVersion: v1\nkind: Service\nspec:   {ports: [ ]}\n`;
    const { text } = injected(`${other}---\n${job}---\n${other}`);
    expect(text.startsWith(`${other}---\n`)).toBe(true);
    expect(text.endsWith(`---\n${other}`)).toBe(true);
  });

  it('keep CRLF, and get it in what is added', () => {
    const { text } = injected(job.replaceAll('\n', '\r\n'));
    expect(text.replaceAll('\r\n', '\n')).toBe(injected(job).text);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('keep the missing newline at their end', () => {
    const { text } = injected(job.trimEnd());
    expect(text).toBe(injected(job).text.trimEnd());
  });

  it('take the annotations of ServiceAccounts and Namespaces among them', () => {
    const plain = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {serviceAccountName: web, containers: [{name: web}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: team-a, annotations: {openshift.io/sa.scc.uid-range: 1/2}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: NAMESPACE, annotations: {iamra.dev/role-arn: "${roleArn}"}}
`;
    const { text, report } = injected(plain.replace('NAMESPACE', 'team-a'));
    expect(report[0]).toMatchObject({ outcome: 'injected' });
    expect(text).not.toContain('runAsUser');
    expect(injected(plain.replace('NAMESPACE', 'other')).report[0]).toMatchObject({
      reason: 'not_opted_in',
    });
    const wrong = run(plain.replace('NAMESPACE', 'team-a').replace(`"${roleArn}"`, '12'));
    expect(wrong.report[0]).toMatchObject({ outcome: 'refused' });
  });

  it('with one that is refused give the report and no text', () => {
    const wrong = job.replace('role-arn', 'rolearn');
    expect(run(`${job}---\n${wrong}`)).toEqual({
      report: [
        expect.objectContaining({ outcome: 'injected' }),
        expect.objectContaining({
          name: 'hello',
          outcome: 'refused',
          notices: expect.arrayContaining([
            expect.objectContaining({ code: 'IAMRA301' }),
          ]) as unknown,
        }),
      ],
    });
  });
});
