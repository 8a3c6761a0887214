import { expect, it } from 'vitest';
import { helmVersions } from './support/helm.ts';
import { template } from './support/render-chart.ts';

const arn = 'arn:aws:rolesanywhere:eu-west-1:123456789012';
const uuid = '11111111-2222-3333-4444-555555555555';

const refused: ReadonlyArray<readonly [string, object, string]> = [
  ['an unknown key', { replicas: 2 }, "additional properties 'replicas' not allowed"],
  ['a misspelt key', { webhook: { replica: 2 } }, "additional properties 'replica' not allowed"],
  ['a misspelt key deeper down', { webhook: { pdb: { minimum: 1 } } }, "'minimum' not allowed"],
  ['a cluster with capitals', { cluster: 'Home' }, "at '/cluster'"],
  ['a cluster that breaks out of CEL', { cluster: "a' || true || '" }, "at '/cluster'"],
  ['a long cluster', { cluster: 'a'.repeat(64) }, "at '/cluster'"],
  ['a number as cluster', { cluster: 5 }, 'got number, want string'],
  ['a region that is none', { region: 'Ireland' }, "at '/region'"],
  ['an ARN of another kind', { trustAnchorArn: `${arn}:profile/${uuid}` }, "at '/trustAnchorArn'"],
  ['a name instead of an ARN', { profileArn: 'web' }, "at '/profileArn'"],
  ['a session that is too short', { sessionDuration: 60 }, "at '/sessionDuration'"],
  ['a session as text', { sessionDuration: '1h' }, 'got string, want integer'],
  ['an endpoint without scheme', { endpointUrl: 'localhost:9977' }, "at '/endpointUrl'"],
  [
    'an interval without unit',
    { driftDetection: { interval: '60' } },
    "at '/driftDetection/interval'",
  ],
  ['an interval as a number', { driftDetection: { interval: 60 } }, 'got number, want string'],
  [
    'a policy as the role of drift detection',
    { driftDetection: { roleArn: 'arn:aws:iam::123456789012:policy/x' } },
    "at '/driftDetection/roleArn'",
  ],
  ['a port out of range', { ports: { health: 70_000 } }, 'maximum: got 70,000, want 65,535'],
  [
    'a quantity that is none',
    { agent: { resources: { cpu: 'much' } } },
    "at '/agent/resources/cpu'",
  ],
  [
    'a sidecar that there is not',
    { sidecar: 'vault' },
    "at '/sidecar': value must be one of 'agent', 'aws-signing-helper'",
  ],
  [
    'a helper without tag and digest',
    { signingHelper: { image: { tag: '' } } },
    "at '/signingHelper/image'",
  ],
  [
    'a misspelt key of the helper',
    { signingHelper: { images: {} } },
    "additional properties 'images' not allowed",
  ],
  ['a digest that is none', { image: { digest: 'latest' } }, "at '/image/digest'"],
  [
    'a pull policy that is none',
    { image: { pullPolicy: 'Sometimes' } },
    "'Always', 'IfNotPresent', 'Never'",
  ],
  ['a way to opt in that is none', { serviceAccountOptIn: 'map' }, "'auto', 'webhook', 'policy'"],
  ['two CAs', { workloadIssuer: { ca: 'both' } }, "'existingSecret', 'selfSigned'"],
  [
    'an issuer that breaks out of CEL',
    { workloadIssuer: { name: "x'" } },
    "at '/workloadIssuer/name'",
  ],
  [
    'an issuer of a kind that is none',
    { webhook: { issuerRef: { name: 'x', kind: 'CA' } } },
    "'Issuer', 'ClusterIssuer'",
  ],
  ['a namespace with a dot', { excludedNamespaces: ['a.b'] }, "at '/excludedNamespaces/0'"],
  ['a timeout beyond what Kubernetes takes', { webhook: { timeout: 31 } }, 'want 30'],
  [
    'a toleration with an unknown key',
    { webhook: { tolerations: [{ keys: 'x' }] } },
    "'keys' not allowed",
  ],
  [
    'an account without namespace',
    { certManager: { serviceAccount: 'cert-manager' } },
    "at '/certManager/serviceAccount'",
  ],
  ['no issuer settings at all', { workloadIssuer: null }, "missing property 'workloadIssuer'"],
];

it.each(refused)('refuses %s and says where', async (_what, values, message) => {
  for (const version of helmVersions) {
    const { exitCode, stderr } = await template({ cluster: 'home', ...values }, { version });

    expect(stderr).toContain("values don't meet the specifications of the schema");
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  }
});

const accepted: ReadonlyArray<readonly [string, object]> = [
  ['what a parent chart adds', { global: { any: 'thing' }, enabled: true }],
  [
    'ARNs of another partition',
    { profileArn: `arn:aws-us-gov:rolesanywhere:us-gov-west-1:123456789012:profile/${uuid}` },
  ],
  [
    'an issuer of another group',
    { webhook: { issuerRef: { name: 'x', kind: 'StepIssuer', group: 'certmanager.step.sm' } } },
  ],
  ['a budget in per cent', { webhook: { pdb: { maxUnavailable: '50%' } } }],
  [
    'whole numbers as quantities of our own pods',
    { controller: { resources: { limits: { cpu: 1 } } } },
  ],
];

it.each(accepted)('takes %s', async (_what, values) => {
  const { exitCode, stderr } = await template({ cluster: 'home', ...values });

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});
