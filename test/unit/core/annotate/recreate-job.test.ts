import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { recreateJob } from '../../../../src/core/annotate/recreate-job.ts';
import { roleArn } from './fixtures.ts';

const metadata = { name: 'once', namespace: 'default' };
const generated = { 'controller-uid': 'x', 'batch.kubernetes.io/controller-uid': 'x' };

const patchOf = (command: string): unknown =>
  JSON.parse(/ -p '(.*)' -o json \|/.exec(command)?.[1] ?? '');

describe('the command that recreates a Job', () => {
  it('takes off what the Job controller wrote, and sets the annotation beside others', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: {
        selector: { matchLabels: generated },
        template: {
          metadata: { labels: { ...generated, app: 'once' }, annotations: { a: 'b' } },
        },
      },
    };
    const command = recreateJob(job, { 'iamra.dev/role-arn': roleArn });
    expect(command).toMatch(
      /^kubectl get job once -n default -o json \| kubectl patch --local .* \| kubectl replace --force -f -$/,
    );
    expect(patchOf(command)).toEqual([
      { op: 'remove', path: '/spec/selector' },
      { op: 'remove', path: '/spec/template/metadata/labels/controller-uid' },
      {
        op: 'remove',
        path: '/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid',
      },
      {
        op: 'add',
        path: '/spec/template/metadata/annotations',
        value: { a: 'b', 'iamra.dev/role-arn': roleArn },
      },
    ]);
  });

  it('leaves a selector that the user wrote, and takes annotations away', () => {
    const annotations = { 'iamra.dev/role-arn': roleArn };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      spec: { manualSelector: true, selector: {}, template: { metadata: { annotations } } },
    };
    expect(patchOf(recreateJob(job, { 'iamra.dev/role-arn': null }))).toEqual([
      { op: 'add', path: '/spec/template/metadata/annotations', value: {} },
    ]);
  });

  it('survives the shell', async () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata };
    const command = recreateJob(job, { note: `it's "so"` });
    const printed = command.replace(/^.* -p /, 'printf %s ').replace(/ -o json \|.*$/, '');
    const text = await new Promise<string>((resolve, reject) => {
      execFile('sh', ['-c', printed], (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(new Error('the shell refused', { cause: error }));
      });
    });
    expect(JSON.parse(text)).toEqual([
      {
        op: 'add',
        path: '/spec/template/metadata',
        value: { annotations: { note: `it's "so"` } },
      },
    ]);
  });
});
