import { describe, expect, it } from 'vitest';
import { injected, job, run, uninjected } from '../../../fixtures/manifests.ts';
import { roleArn } from '../../../fixtures/pods.ts';

const roundTrip = (text: string): string => uninjected(injected(text).text).text;

function notices(text: string): string[] {
  return uninjected(text).report.flatMap((entry) =>
    entry.notices.map(({ code, message }) => `${code} ${message}`),
  );
}

const withContainers = (containers: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: {iamra.dev/role-arn: "${roleArn}"}
spec:
  containers:
${containers}`;

describe('taking an injection out', () => {
  it.each([
    ['a Job', job],
    ['a text without a newline at its end', job.trimEnd()],
    ['CRLF', job.replaceAll('\n', '\r\n')],
    ['comments around everything', job.replace(/^(\s*)(?=\S)/gm, '$1# why\n$1')],
    [
      "a user's own variables, region, mounts, volumes and init containers",
      withContainers(`    - name: web
      env:
        # in the order that matters
        - {name: AWS_REGION, value: eu-west-1}   # the default region, set by hand
        - name: AWS_DEFAULT_REGION
          value: eu-west-1
      volumeMounts:
        - {name: keys, mountPath: /keys}
  initContainers:
    # waits
    - name: wait
  volumes:
    - name: keys
      emptyDir: {}
# the end
`),
    ],
    [
      'a container that is skipped and has a region of its own',
      withContainers(
        '    - name: web\n    - {name: other, env: [{name: AWS_REGION, value: x}]}\n',
      ).replace('annotations: {', 'annotations: {iamra.dev/skip-containers: other, '),
    ],
    [
      'the metadata endpoint alone',
      withContainers('    - name: web\n').replace(
        'annotations: {',
        'annotations: {iamra.dev/credentials-endpoint: imds, ',
      ),
    ],
    ['labels', job.replace('    metadata:\n', '    metadata:\n      labels: {app: web}\n')],
    ['JSON in one line', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod(), pod()] })],
    ['JSON over several lines', JSON.stringify(pod(), null, '\t')],
  ])('gives %s back byte for byte', (_, text) => {
    expect(injected(text).text).not.toBe(text);
    expect(roundTrip(text)).toBe(text);
    expect(notices(injected(text).text)).toEqual([]);
  });

  it('keeps the comment behind a key whose list was empty', () => {
    const text = withContainers('    - name: web\n      env: []   # none yet\n      tty: true\n');
    expect(roundTrip(text)).toBe(text.replace('env: []   # none yet', '# none yet'));
  });

  it('takes a list away that was empty, also where it is the first of its container', () => {
    const text = withContainers('    - env: []\n      name: web\n');
    expect(roundTrip(text)).toBe(withContainers('    - name: web\n'));
    const both = withContainers('    - env: []\n      volumeMounts: []\n      name: web\n');
    expect(roundTrip(both)).toBe(withContainers('    - name: web\n'));
  });

  it('takes metadata away that a ServiceAccount had made necessary', () => {
    const text = `apiVersion: batch/v1
kind: Job
metadata: {name: hello}
spec:
  template:
    spec: {serviceAccountName: web, containers: [{name: web}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, annotations: {iamra.dev/role-arn: "${roleArn}"}}
`;
    expect(roundTrip(text)).toBe(text);
  });

  it('leaves what has nothing of it, byte for byte, and says so', () => {
    const text = `${job}---\nkind:  Service\napiVersion: v1\n---\nfoo: 1\n`;
    const result = uninjected(text);
    expect(result.text).toBe(text);
    expect(result.report.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['skipped', 'not_injected'],
      ['skipped', 'makes_no_pods'],
      ['skipped', 'no_object'],
    ]);
  });

  it('keeps the annotations that ask for a role', () => {
    expect(uninjected(injected(job).text).report).toMatchObject([{ outcome: 'uninjected' }]);
    expect(roundTrip(job)).toContain('iamra.dev/role-arn');
  });

  it('keeps what users added behind it, and takes the rest', () => {
    const text = injected(withContainers('    - name: web\n')).text;
    const more = text
      .replace(/( *)- name: AWS_DEFAULT_REGION\n.*\n/, '$&$1- {name: MODE, value: fast}\n')
      .replace(/^( *)initContainers:\n/m, '$&');
    const { text: result } = uninjected(more);
    expect(result).toBe(
      withContainers('    - name: web\n      env:\n        - {name: MODE, value: fast}\n'),
    );
  });

  it('says which variable has been changed since, and leaves it', () => {
    const changed = injected(job).text.replace(/(- name: AWS_REGION\n *value: ).*/, '$1us-east-1');
    expect(notices(changed)).toEqual([
      'IAMRA384 container “web” has another value for AWS_REGION than was injected; left as it is',
    ]);
    expect(uninjected(changed).text).toContain('value: us-east-1');
  });

  it('says that the agent had been changed', () => {
    const changed = injected(job).text.replace(/image: ghcr\.io\S+/, 'image: mirror.example.com/x');
    expect(notices(changed)).toEqual([
      'IAMRA384 container “iamra-agent” or its volumes are not as they were injected: what was changed goes with them',
    ]);
    expect(uninjected(changed).text).toBe(job);
  });

  it('keeps a volume that a container uses in another way, and says so', () => {
    const text = injected(withContainers('    - name: web\n')).text;
    const used = text.replace(
      /( *)- name: iamra-token\n *mountPath: \/var\/run\/secrets\/iamra.dev\n/,
      '$1- {name: iamra-token, mountPath: /token}\n$&',
    );
    expect(notices(used)).toEqual([
      'IAMRA384 volume “iamra-token” stays: container “web” mounts it elsewhere',
    ]);
    expect(uninjected(used).text).toContain('mountPath: /token');
  });

  it('leaves the variables where no agent tells which were injected, and says so', () => {
    const text = injected(job).text.replace('/app/agent.mjs', '/app/mine.mjs');
    expect(uninjected(text).text).not.toContain(
      'name: iamra-token\n              mountPath: /var/run/secrets/iamra.dev',
    );
    expect(uninjected(text).text).toContain('AWS_REGION');
    expect(notices(text)).toContain(
      'IAMRA384 the pod has no agent any more: the variables that were injected with it stay',
    );
  });

  it('refuses a pod that can no longer be read', () => {
    const broken = injected(job).text.replace(/- name: web\n/, '- title: web\n');
    expect(() => uninjected(broken)).toThrow(/IAMRA310.*containers\[0\]\.name/);
    expect(run(job).report).toHaveLength(1);
  });
});

function pod(): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations: { 'iamra.dev/role-arn': roleArn } },
    spec: {
      initContainers: [{ name: 'first' }],
      containers: [{ name: 'web', env: [{ name: 'A', value: 'b' }] }, { name: 'other' }],
    },
  };
}
