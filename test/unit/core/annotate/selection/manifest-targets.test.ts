import { describe, expect, it } from 'vitest';
import { manifestTargets } from '../../../../../src/core/annotate/selection/manifest-targets.ts';

const text = `# a comment
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ServiceAccount, metadata: { name: web, namespace: team-a } }
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: web } }
  - { apiVersion: v1, kind: Pod, metadata: { name: web } }
---
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
`;

describe('what iamra annotates of manifests', () => {
  it('is each workload and ServiceAccount once, in lists too, with the namespace that it names', () => {
    const found = manifestTargets([{ file: 'a.yaml', text }]);
    expect(
      found.map(({ target, namespace }) => [target.type.kind, target.name, namespace]),
    ).toEqual([
      ['Deployment', 'web', undefined],
      ['ServiceAccount', 'web', 'team-a'],
    ]);
  });

  it('is nothing that gets another name each time', () => {
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: once- }\n';
    expect(() => manifestTargets([{ file: 'job.yaml', text: job }])).toThrow(
      /job.yaml: a Job has no name/,
    );
  });

  it('is said with the line where a file is no YAML', () => {
    expect(() => manifestTargets([{ file: 'a.yaml', text: 'a: [' }])).toThrow(/a.yaml, line 1/);
  });
});
