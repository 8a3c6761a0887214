import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { type PartCase, problemBelow, problemsOf } from '../../../../fixtures/rule-problems.ts';

describe('the securityContext of a rule', () => {
  const cases: readonly PartCase[] = [
    ['a negative group', { fsGroup: -1 }, 'IAMRA343 .fsGroup'],
    [
      'a bad group among others',
      { supplementalGroups: [1, -1] },
      'IAMRA343 .supplementalGroups[1]',
    ],
    ['another policy', { fsGroupChangePolicy: 'Never' }, 'IAMRA343 .fsGroupChangePolicy'],
    ['kernel parameters', { sysctls: [{ name: 'a', value: 'b' }] }, 'IAMRA348 .sysctls'],
    [
      'a bad user of Windows',
      { windowsOptions: { runAsUserName: 'a\\b\\c' } },
      'IAMRA343 .windowsOptions.runAsUserName',
    ],
    ['fields of containers', { privileged: true }, 'IAMRA340 .privileged'],
  ];

  it.each(cases)('cannot have %s', (_what, securityContext, problem) => {
    expect(problemsOf(clusterRule({ securityContext }))).toEqual([
      problemBelow('securityContext', problem),
    ]);
  });
});
