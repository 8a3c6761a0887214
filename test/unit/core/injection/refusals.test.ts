import { describe, expect, it } from 'vitest';
import {
  admit,
  anchorArn,
  asked,
  input,
  profileArn,
  refusal,
  roleArn,
  settings,
} from '../../../fixtures/pods.ts';

describe('an annotation', () => {
  it('that is unknown is refused with key, value, nearest key and what is allowed', () => {
    const [problem] = refusal(input(asked({ 'iamra.dev/sesion-name': 'web' })));
    expect(problem).toMatch(
      /^IAMRA301 the pod has the unknown annotation “iamra\.dev\/sesion-name” with the value “web”; did you mean iamra\.dev\/session-name\? Allowed under iamra\.dev\/: role-arn, profile-arn, /,
    );
  });

  it('that resembles none is refused without a guess', () => {
    const [problem] = refusal(input(asked({ 'iamra.dev/': '' })));
    expect(problem).toContain('“iamra.dev/” with the value “”; Allowed');
  });

  it('of a ServiceAccount is refused in its name', () => {
    const serviceAccount = { annotations: { 'iamra.dev/regoin': 'eu-west-1' } };
    expect(refusal(input({}, { serviceAccount }))[0]).toContain('ServiceAccount “team-a/web” has');
  });

  it('of a megabyte is refused in few words', () => {
    const long = 'x'.repeat(1_000_000);
    const problems = refusal(
      input(asked({ [`iamra.dev/${long}`]: long, 'iamra.dev/region': long })),
    );
    expect(problems).toHaveLength(2);
    for (const problem of problems) expect(problem.length).toBeLessThan(500);
  });

  it.each([
    ['role-arn', ['', 'web', profileArn, 'arn:aws:iam::123456789012:user/web', `${roleArn} `]],
    ['role-arn', ['arn:aws:iam::aws:role/web', 'arn:aws:iam:eu-west-1:123456789012:role/web']],
    ['profile-arn', [anchorArn, roleArn, profileArn.slice(0, -1), `${profileArn}/x`]],
    ['trust-anchor-arn', [profileArn, anchorArn.replace(':eu-west-1:', '::')]],
    ['trust-anchor-arn', [anchorArn.replace('123456789012', '')]],
    ['region', ['', 'Ireland', 'eu-west', 'eu-west-1a', 'eu_west_1']],
    ['session-duration', ['', '899', '43201', '1h', '3600.5', '-900', '0x384', ' 900']],
    ['session-name', ['', 'a', 'with space', 'x'.repeat(65), '$(POD)']],
    ['certificate', ['', 'Web', '-web', 'web.', 'a..b', 'x'.repeat(254), 'a/b']],
    ['include-containers', ['', 'web,', ',web', 'Web', 'a b']],
    ['skip-containers', ['', 'web;worker']],
    ['credentials-endpoint', ['', 'IMDS', 'both']],
    ['require-credentials', ['', 'yes', 'True']],
    ['sidecar', ['', 'envoy']],
    ['inject', ['', 'yes', 'False']],
  ])('%s takes none of %j', (name, values) => {
    for (const value of values) {
      const key = `iamra.dev/${name}`;
      expect(refusal(input(asked({ [key]: value })))[0]).toMatch(
        new RegExp(`^IAMRA302 ${key} of the pod is “.*”; allowed: .+`),
      );
    }
  });

  it.each([
    ['role-arn', 'arn:aws:iam::123456789012:role/team/a+b=c,d.e@f_g-h'],
    ['session-duration', '900'],
    ['session-duration', '43200'],
    ['certificate', 'a.b-c.0'],
    ['region', 'us-isob-east-1'],
    ['require-credentials', 'false'],
    ['sidecar', 'agent'],
    ['inject', 'true'],
  ])('%s takes %s', (name, value) => {
    expect(() => admit(input(asked({ [`iamra.dev/${name}`]: value })))).not.toThrow();
  });

  it('include-containers is refused beside skip-containers', () => {
    const both = { 'iamra.dev/include-containers': 'a', 'iamra.dev/skip-containers': 'b' };
    expect(refusal(input(asked(both)))[0]).toContain(
      'IAMRA303 the pod has both iamra.dev/include-containers and iamra.dev/skip-containers',
    );
  });

  it('asking for a sidecar that there is not is refused with those that there are', () => {
    expect(refusal(input(asked({ 'iamra.dev/sidecar': 'vault' })))).toEqual([
      'IAMRA302 iamra.dev/sidecar of the pod is “vault”; allowed: “agent” or “aws-signing-helper”',
    ]);
  });

  it('that is no string is refused, as Kubernetes does', () => {
    const given = input({
      annotations: { 'iamra.dev/session-duration': 900 as unknown as string },
    });
    expect(refusal(given)).toEqual([
      'IAMRA310 metadata.annotations[iamra.dev/session-duration] must be a string (put it in quotes)',
    ]);
  });
});

describe('the ARNs', () => {
  it('are each asked for where they are missing', () => {
    const bare = { ...settings, defaults: {} };
    const problems = refusal(input({ annotations: { 'iamra.dev/inject': 'true' } }), bare);
    expect(problems.map((problem) => problem.slice(0, 8))).toEqual(Array(3).fill('IAMRA304'));
    expect(problems.join()).toMatch(/role-arn.*profile-arn.*trust-anchor-arn/s);
  });

  it.each([
    ['profile-arn', profileArn.replace('eu-west-1', 'us-east-1'), 'must be in one region'],
    ['profile-arn', profileArn.replace('123456789012', '999999999999'), 'must be in one account'],
    ['trust-anchor-arn', anchorArn.replace('arn:aws:', 'arn:aws-cn:'), 'one AWS partition'],
    ['role-arn', roleArn.replace('123456789012', '999999999999'), 'roles of its own account only'],
    ['role-arn', roleArn.replace('arn:aws:', 'arn:aws-us-gov:'), 'one AWS partition'],
  ])('must fit: %s %s', (name, arn, rule) => {
    const problems = refusal(input(asked({ [`iamra.dev/${name}`]: arn })));
    expect(problems.join()).toMatch(/^IAMRA303 iamra\.dev\//);
    expect(problems.join()).toContain(rule);
    expect(problems.join()).toContain('(the pod)');
  });

  it('of the installation are held to the same rules, and named as its own', () => {
    const wrong = { ...settings, defaults: { ...settings.defaults, profileArn: 'web' } };
    expect(refusal(input(), wrong)[0]).toContain(
      "iamra.dev/profile-arn of the installation's defaults is “web”",
    );
  });
});

describe('a pod is refused that', () => {
  it.each([
    ['is on the host network', { spec: { hostNetwork: true } }, 'IAMRA305'],
    ['says that its OS is Windows', { spec: { os: { name: 'windows' } } }, 'IAMRA306'],
    [
      'selects Windows nodes',
      { spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } },
      'IAMRA306',
    ],
    [
      'declares the credentials port',
      { container: { ports: [{ containerPort: 9911 }] } },
      'IAMRA307',
    ],
    [
      'declares the health port',
      { container: { ports: [{ containerPort: 80 }, { containerPort: 9912, protocol: 'TCP' }] } },
      'IAMRA307',
    ],
    [
      'takes a port on the host',
      { container: { ports: [{ containerPort: 80, hostPort: 9911 }] } },
      'IAMRA307',
    ],
    [
      'declares our port in an init container',
      { spec: { initContainers: [{ name: 'i', ports: [{ containerPort: 9911 }] }] } },
      'IAMRA307',
    ],
    [
      'has an app container with the agent’s name',
      { spec: { containers: [{ name: 'iamra-agent', args: ['/app/agent.mjs'] }] } },
      'IAMRA308',
    ],
    [
      'has a foreign init container with the agent’s name',
      { spec: { initContainers: [{ name: 'iamra-agent', image: 'x' }] } },
      'IAMRA308',
    ],
    [
      'has a volume with the token’s name',
      { spec: { volumes: [{ name: 'iamra-token', emptyDir: {} }] } },
      'IAMRA308',
    ],
    [
      'has a volume with the certificate’s name',
      { spec: { volumes: [{ name: 'iamra-certificate', secret: { secretName: 'other' } }] } },
      'IAMRA308',
    ],
    [
      'mounts something where the token goes',
      { container: { volumeMounts: [{ name: 'x', mountPath: '/var/run/secrets/iamra.dev/' }] } },
      'IAMRA308',
    ],
  ])('%s', (_, parts, code) => {
    expect(refusal(input(parts)).map((problem) => problem.slice(0, 8))).toEqual([code]);
  });

  it.each([
    ['our port as UDP', { container: { ports: [{ containerPort: 9911, protocol: 'UDP' }] } }],
    [
      'a volume of its own at the token’s path in a container that is skipped',
      {
        ...asked({ 'iamra.dev/skip-containers': 'web' }),
        container: { volumeMounts: [{ name: 'x', mountPath: '/var/run/secrets/iamra.dev' }] },
      },
    ],
    ['Linux named as its OS', { spec: { os: { name: 'linux' }, hostNetwork: false } }],
  ])('but not one with %s', (_, parts) => {
    expect(() => admit(input(parts))).not.toThrow();
  });

  it('is wrong in several ways hears of all of them at once', () => {
    const problems = refusal(
      input({
        ...asked({ 'iamra.dev/region': 'x', 'iamra.dev/typo': 'y' }),
        spec: { hostNetwork: true },
        container: { ports: [{ containerPort: 9911 }] },
      }),
    );
    expect(problems.map((problem) => problem.slice(0, 8)).sort()).toEqual([
      'IAMRA301',
      'IAMRA302',
      'IAMRA305',
      'IAMRA307',
    ]);
  });

  it.each([
    [{ containers: 'web' }, 'spec.containers must be a list'],
    [{ containers: [null] }, 'spec.containers[0] must be a map'],
    [{ containers: [{}] }, 'spec.containers[0].name must be a string'],
    [{ containers: [{ name: 'a', env: {} }] }, 'spec.containers[0].env must be a list'],
    [
      { containers: [{ name: 'a', env: [{ name: 1 }] }] },
      'spec.containers[0].env[0].name must be a string',
    ],
    [{ containers: [{ name: 'a', envFrom: 1 }] }, 'spec.containers[0].envFrom must be a list'],
    [
      { containers: [{ name: 'a', volumeMounts: [{ name: 'x' }] }] },
      'spec.containers[0].volumeMounts[0].mountPath must be a string',
    ],
    [
      { containers: [{ name: 'a', resources: { limits: [] } }] },
      'spec.containers[0].resources.limits must be a map',
    ],
    [{ initContainers: 1 }, 'spec.initContainers must be a list'],
    [{ volumes: [1] }, 'spec.volumes[0] must be a map'],
    [{ nodeSelector: 'x' }, 'spec.nodeSelector must be a map'],
  ])('is none: %j', (spec, message) => {
    expect(refusal(input({ spec }))).toEqual([`IAMRA310 ${message}`]);
  });

  it('has no spec', () => {
    const metadata = { annotations: { 'iamra.dev/role-arn': roleArn } };
    expect(refusal({ pod: { metadata }, namespace: 'a' })).toEqual(['IAMRA310 spec must be a map']);
  });
});
