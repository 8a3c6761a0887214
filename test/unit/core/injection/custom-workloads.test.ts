import { describe, expect, it } from 'vitest';
import { indent, injected, job, template } from '../../../fixtures/manifests.ts';
import { roleArn } from '../../../fixtures/pods.ts';

describe('workloads of kinds that iamra does not know', () => {
  it.each([
    ['argoproj.io/v1alpha1', 'Rollout', `spec:\n  template:\n${indent(template, 4)}`],
    ['apps.kruise.io/v1alpha1', 'CloneSet', `spec:\n  template:\n${indent(template, 4)}`],
    [
      'batch/v1beta1',
      'CronJob',
      `spec:\n  jobTemplate:\n    spec:\n      template:\n${indent(template, 8)}`,
    ],
  ])('%s %s get the agent where a pod template is at the usual place', (apiVersion, kind, rest) => {
    const { text, report } = injected(`apiVersion: ${apiVersion}\nkind: ${kind}\n${rest}`);
    expect(report).toMatchObject([{ kind, outcome: 'injected' }]);
    expect(text).toContain('- name: iamra-agent');
  });

  it.each([
    ['a template of something else', 'spec: {template: {spec: {secretName: keys}}}'],
    ['no containers', 'spec: {template: {metadata: {}}}'],
    ['a list of templates', 'spec: {template: [{spec: {containers: []}}]}'],
  ])('make no pods with %s', (_, rest) => {
    const text = `apiVersion: example.com/v1\nkind: Thing\n${rest}\n`;
    expect(injected(text)).toMatchObject({ text, report: [{ reason: 'makes_no_pods' }] });
  });

  it('are found in lists of one kind, whose items name none', () => {
    const item = { metadata: { name: 'a' }, spec: podSpec() };
    const text = JSON.stringify({ apiVersion: 'apps/v1', kind: 'DeploymentList', items: [item] });
    expect(injected(text).report).toMatchObject([
      { kind: 'Deployment', name: 'a', outcome: 'injected' },
    ]);
  });
});

describe('annotations at a place where they do nothing', () => {
  it('are told where they are on the workload instead of its template', () => {
    const text = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, annotations: {iamra.dev/role-arn: "${roleArn}"}}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: main}]}}}}}
`;
    const { report } = injected(text);
    expect(report).toMatchObject([
      {
        reason: 'not_opted_in',
        notices: [
          {
            code: 'IAMRA382',
            fix: 'move them to spec.jobTemplate.spec.template.metadata.annotations',
          },
        ],
      },
    ]);
  });

  it('are told where the pods are at a place that is not known', () => {
    const text = `apiVersion: batch.volcano.sh/v1alpha1
kind: Job
metadata: {name: train}
spec: {tasks: [{template: {metadata: {annotations: {iamra.dev/role-arn: "${roleArn}"}}}}]}
`;
    expect(injected(text).report).toMatchObject([
      { reason: 'makes_no_pods', notices: [{ code: 'IAMRA383' }] },
    ]);
  });

  it('are no cause for words on ServiceAccounts, or on what is injected', () => {
    const account = `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, annotations: {iamra.dev/role-arn: "${roleArn}"}}\n`;
    const { report } = injected(`${account}---\n${job}`);
    expect(report.flatMap(({ notices }) => notices)).toEqual([]);
  });
});

function podSpec(): object {
  return {
    template: {
      metadata: { annotations: { 'iamra.dev/role-arn': roleArn } },
      spec: { containers: [{ name: 'web' }] },
    },
  };
}
