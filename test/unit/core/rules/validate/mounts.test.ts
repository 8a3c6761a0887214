import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf } from '../../../../fixtures/rule-problems.ts';

const image = 'example.com/sidecar:1';
const volumes = [
  { name: 'data', emptyDir: {} },
  { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
];

function app(fields: object): object {
  return { volumes, containers: [{ name: 'sidecar', image, ...fields }] };
}

function mounts(...volumeMounts: object[]): object {
  return app({ volumeMounts });
}

function devices(...volumeDevices: object[]): object {
  return app({ volumeDevices });
}

function expectProblem(spec: object, problem: string | undefined): void {
  expect(problemsOf(clusterRule(spec))).toEqual(problem === undefined ? [] : [problem]);
}

const good: ReadonlyArray<[string, object]> = [
  [
    'mounts of the volumes of the rule',
    mounts({ name: 'data', mountPath: '/a' }, { name: 'data', mountPath: '/b', subPath: 'b' }),
  ],
  [
    'a mount that is shared out of a privileged container',
    app({
      securityContext: { privileged: true },
      volumeMounts: [{ name: 'data', mountPath: '/a', mountPropagation: 'Bidirectional' }],
    }),
  ],
  ['a block device', devices({ name: 'disk', devicePath: '/dev/x' })],
  [
    'a shared mount that a container has too',
    {
      ...mounts({ mountPath: '/data', name: 'data' }),
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
  ],
  [
    'a shared mount that a container has too, with another slash',
    {
      ...mounts({ mountPath: '/data/', name: 'data' }),
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
  ],
];

const bad: ReadonlyArray<[string, object, string]> = [
  [
    'a mount of no volume',
    mounts({ name: 'other', mountPath: '/a' }),
    'IAMRA345 spec.containers[0].volumeMounts[0].name',
  ],
  [
    'a shared mount of no volume',
    { volumeMounts: [{ name: 'other', mountPath: '/a' }] },
    'IAMRA345 spec.volumeMounts[0].name',
  ],
  [
    'a mount nowhere',
    mounts({ name: 'data' }),
    'IAMRA342 spec.containers[0].volumeMounts[0].mountPath',
  ],
  [
    'a relative mount',
    mounts({ name: 'data', mountPath: 'a' }),
    'IAMRA343 spec.containers[0].volumeMounts[0].mountPath',
  ],
  [
    'two mounts at one path',
    mounts({ name: 'data', mountPath: '/a' }, { name: 'disk', mountPath: '/a/' }),
    'IAMRA344 spec.containers[0].volumeMounts[1].mountPath',
  ],
  [
    'two shared mounts at one path',
    {
      volumes,
      volumeMounts: [
        { name: 'data', mountPath: '/a' },
        { name: 'disk', mountPath: '/a' },
      ],
    },
    'IAMRA344 spec.volumeMounts[1].mountPath',
  ],
  [
    'an absolute subPath',
    mounts({ name: 'data', mountPath: '/a', subPath: '/b' }),
    'IAMRA343 spec.containers[0].volumeMounts[0].subPath',
  ],
  [
    'a subPath that leaves',
    mounts({ name: 'data', mountPath: '/a', subPath: 'b/../..' }),
    'IAMRA343 spec.containers[0].volumeMounts[0].subPath',
  ],
  [
    'both sorts of subPath',
    mounts({ name: 'data', mountPath: '/a', subPath: 'b', subPathExpr: 'c' }),
    'IAMRA346 spec.containers[0].volumeMounts[0].subPathExpr',
  ],
  [
    'another propagation',
    mounts({ name: 'data', mountPath: '/a', mountPropagation: 'Both' }),
    'IAMRA343 spec.containers[0].volumeMounts[0].mountPropagation',
  ],
  [
    'a mount shared out of a container',
    mounts({ name: 'data', mountPath: '/a', mountPropagation: 'Bidirectional' }),
    'IAMRA343 spec.containers[0].volumeMounts[0].mountPropagation',
  ],
  [
    'a mount shared out of all',
    {
      volumes,
      volumeMounts: [{ name: 'data', mountPath: '/a', mountPropagation: 'Bidirectional' }],
    },
    'IAMRA348 spec.volumeMounts[0].mountPropagation',
  ],
  [
    'read only below, not above',
    mounts({ name: 'data', mountPath: '/a', recursiveReadOnly: 'Enabled' }),
    'IAMRA346 spec.containers[0].volumeMounts[0].recursiveReadOnly',
  ],
  [
    'a device of a folder',
    devices({ name: 'data', devicePath: '/dev/x' }),
    'IAMRA345 spec.containers[0].volumeDevices[0].name',
  ],
  [
    'a device twice',
    devices({ name: 'disk', devicePath: '/dev/x' }, { name: 'disk', devicePath: '/dev/y' }),
    'IAMRA344 spec.containers[0].volumeDevices[1].name',
  ],
  [
    'a shared mount that contradicts',
    {
      ...mounts({ mountPath: '/data', name: 'data' }),
      volumeMounts: [{ name: 'disk', mountPath: '/data' }],
    },
    'IAMRA344 spec.containers[0].volumeMounts[0].mountPath',
  ],
  [
    'a shared mount that contradicts, with another slash',
    {
      ...mounts({ mountPath: '/data/', name: 'data' }),
      volumeMounts: [{ name: 'disk', mountPath: '/data' }],
    },
    'IAMRA344 spec.containers[0].volumeMounts[0].mountPath',
  ],
  [
    'a shared variable that contradicts',
    { ...app({ env: [{ name: 'A', value: '1' }] }), env: [{ name: 'A', value: '2' }] },
    'IAMRA344 spec.containers[0].env[0].name',
  ],
  [
    'an escalation that is privileged',
    app({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    'IAMRA346 spec.containers[0].securityContext.allowPrivilegeEscalation',
  ],
  [
    'an escalation by capability',
    app({
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['CAP_SYS_ADMIN'] },
      },
    }),
    'IAMRA346 spec.containers[0].securityContext.allowPrivilegeEscalation',
  ],
  [
    'a negative user',
    app({ securityContext: { runAsUser: -1 } }),
    'IAMRA343 spec.containers[0].securityContext.runAsUser',
  ],
  [
    'an unmasked /proc',
    app({ securityContext: { procMount: 'Unmasked' } }),
    'IAMRA343 spec.containers[0].securityContext.procMount',
  ],
  [
    'a host process',
    app({ securityContext: { windowsOptions: { hostProcess: true } } }),
    'IAMRA343 spec.containers[0].securityContext.windowsOptions.hostProcess',
  ],
  [
    'a seccomp profile of no type',
    app({ securityContext: { seccompProfile: {} } }),
    'IAMRA342 spec.containers[0].securityContext.seccompProfile.type',
  ],
  [
    'a local profile without name',
    app({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
    'IAMRA342 spec.containers[0].securityContext.seccompProfile.localhostProfile',
  ],
  [
    'a name of another profile',
    app({ securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'a' } } }),
    'IAMRA346 spec.containers[0].securityContext.appArmorProfile.localhostProfile',
  ],
];

describe('what containers of a rule mount and may do', () => {
  it.each(good)('may have %s', (_what, spec) => {
    expectProblem(spec, undefined);
  });

  it.each(bad)('cannot have %s', (_what, spec, problem) => {
    expectProblem(spec, problem);
  });

  it('may contradict shared parts that are for other containers', () => {
    const env = [{ name: 'A', value: '2' }];
    expectProblem(
      { ...app({ env: [{ name: 'A', value: '1' }] }), env, targetContainers: ['app'] },
      undefined,
    );
  });
});
