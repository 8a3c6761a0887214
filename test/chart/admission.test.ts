import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/core/errors/catalogue.ts';
import { chartFolder } from './support/helm.ts';
import { find, names, ofKind, type Rendered, renderChart } from './support/render-chart.ts';

let objects: Rendered[] = [];
beforeAll(async () => {
  objects = await renderChart();
});

interface Entry {
  readonly name: string;
  readonly [field: string]: unknown;
}

const entries = (rendered: readonly Rendered[]): Entry[] =>
  find(rendered, 'MutatingWebhookConfiguration', 'iamra-injector')['webhooks'] as Entry[];

const everyChoice: readonly object[] = [
  {},
  { serviceAccountOptIn: 'policy' },
  { webhook: { issuerRef: { name: 'tls', kind: 'ClusterIssuer' } } },
  { workloadIssuer: { ca: 'selfSigned' } },
];

it.each(everyChoice)('caBundle is rendered nowhere, not even empty: %j', async (values) => {
  expect(JSON.stringify(await renderChart(values))).not.toMatch(/"caBundle"|genCA/);
});

describe('the webhook configuration', () => {
  it('has its CA from the certificate of the webhook, by cainjector', async () => {
    const rendered = await renderChart({}, { namespace: 'elsewhere' });
    const { metadata } = find(rendered, 'MutatingWebhookConfiguration', 'iamra-injector');

    expect(metadata.annotations).toEqual({
      'cert-manager.io/inject-ca-from': 'elsewhere/iamra-injector-webhook',
    });
    expect(find(rendered, 'Certificate', 'iamra-injector-webhook').metadata.namespace).toBe(
      'elsewhere',
    );
  });

  it('fails closed for pods that ask, and open for those whose ServiceAccount may', () => {
    expect(entries(objects)).toMatchObject([
      { name: 'pod.credentials.iamra.dev', failurePolicy: 'Fail', timeoutSeconds: 10 },
      { name: 'serviceaccount.credentials.iamra.dev', failurePolicy: 'Ignore', timeoutSeconds: 2 },
    ]);
  });

  it('calls for new pods only, once more after others, and in dry runs too', () => {
    for (const entry of entries(objects)) {
      expect(entry).toMatchObject({
        reinvocationPolicy: 'IfNeeded',
        sideEffects: 'NoneOnDryRun',
        matchPolicy: 'Equivalent',
        admissionReviewVersions: ['v1'],
        rules: [
          { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] },
        ],
        clientConfig: {
          service: { name: 'iamra-injector-webhook', port: 443, path: '/mutate/credentials' },
        },
      });
    }
  });

  it('leaves out the excluded namespaces, its own, and those with a label', async () => {
    const rendered = await renderChart({ excludedNamespaces: ['storage'] }, { namespace: 'own' });

    for (const entry of entries(rendered)) {
      expect(entry['namespaceSelector']).toEqual({
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['storage', 'own'] },
          { key: 'iamra.dev/inject', operator: 'NotIn', values: ['false'] },
        ],
      });
    }
  });

  it('has names of its own in no expression that the API server cannot evaluate', () => {
    for (const entry of entries(objects)) {
      expect(JSON.stringify(entry['matchConditions'])).not.toContain('namespaceObject');
    }
  });
});

describe('ServiceAccounts opt in', () => {
  const policies = async (values: object, kubeVersion: string): Promise<[number, number]> => {
    const rendered = await renderChart(values, { kubeVersion });
    return [entries(rendered).length, ofKind(rendered, 'MutatingAdmissionPolicy').length];
  };

  it('by the second entry before Kubernetes 1.36, and by policies from there on', async () => {
    expect(await policies({}, '1.35.4')).toEqual([2, 0]);
    expect(await policies({}, '1.36.0')).toEqual([1, 2]);
    expect(await policies({}, '1.37.1-gke.100')).toEqual([1, 2]);
  });

  it('by what the values say, whatever the version', async () => {
    expect(await policies({ serviceAccountOptIn: 'policy' }, '1.35.0')).toEqual([1, 2]);
    expect(await policies({ serviceAccountOptIn: 'webhook' }, '1.36.0')).toEqual([2, 0]);
  });
});

describe('policies', () => {
  const purposes = [
    ['iamra-guard-pod', 'Deny'],
    ['iamra-guard-serviceaccount', 'Deny'],
    ['iamra-excluded-namespace', 'Warn'],
    ['iamra-identity-certificate', 'Deny'],
    ['iamra-identity-request', 'Deny'],
    ['iamra-identity-csr', 'Deny'],
    ['iamra-identity-controller', 'Deny'],
  ] as const;

  it.each(purposes)('%s is bound, to %s', (name, action) => {
    expect(find(objects, 'ValidatingAdmissionPolicy', name)).toBeDefined();
    expect(find(objects, 'ValidatingAdmissionPolicyBinding', name)['spec']).toMatchObject({
      policyName: name,
      validationActions: [action],
    });
  });

  it('of the guard are done with a pod that has its agent by their match conditions', () => {
    for (const name of ['iamra-guard-pod', 'iamra-guard-serviceaccount']) {
      const { spec } = find(objects, 'ValidatingAdmissionPolicy', name) as Rendered & {
        spec: { matchConditions: Array<{ name: string }> };
      };
      expect(spec.matchConditions.map((condition) => condition.name)).toContain('lacks-agent');
    }
  });

  it('of excluded namespaces look at pods of no other', async () => {
    const rendered = await renderChart({ excludedNamespaces: ['storage'] }, { namespace: 'own' });
    const selectors = ofKind(rendered, 'ValidatingAdmissionPolicyBinding')
      .map(({ spec }) => spec as { policyName: string; matchResources?: object })
      .filter(({ policyName }) => policyName === 'iamra-excluded-namespace')
      .map(({ matchResources }) => matchResources);
    const name = 'kubernetes.io/metadata.name';
    const list = { key: name, operator: 'In', values: ['storage', 'own'] };
    const label = { key: 'iamra.dev/inject', operator: 'In', values: ['false'] };

    expect(selectors).toEqual([
      { namespaceSelector: { matchExpressions: [list] } },
      { namespaceSelector: { matchExpressions: [{ ...list, operator: 'NotIn' }, label] } },
    ]);
  });

  it('there are no others', () => {
    expect(names(ofKind(objects, 'ValidatingAdmissionPolicy')).length).toBe(purposes.length);
  });

  it('those that deny say Forbidden, since other reasons read badly in kubectl', () => {
    for (const [name, action] of purposes) {
      const { spec } = find(objects, 'ValidatingAdmissionPolicy', name) as Rendered & {
        spec: { validations: Array<{ reason?: string }> };
      };
      for (const { reason } of spec.validations) {
        expect(reason, name).toBe(action === 'Deny' ? 'Forbidden' : undefined);
      }
    }
  });

  it('the guard can be left out, the identity policies cannot', async () => {
    const rendered = await renderChart({ guard: { enabled: false } });

    expect(names(ofKind(rendered, 'ValidatingAdmissionPolicy')).toSorted()).toEqual([
      'ValidatingAdmissionPolicy/iamra-identity-certificate',
      'ValidatingAdmissionPolicy/iamra-identity-controller',
      'ValidatingAdmissionPolicy/iamra-identity-csr',
      'ValidatingAdmissionPolicy/iamra-identity-request',
    ]);
  });

  it('hold identities everywhere: no namespace is exempt', () => {
    for (const name of ['certificate', 'request', 'csr']) {
      const { spec } = find(objects, 'ValidatingAdmissionPolicyBinding', `iamra-identity-${name}`);
      expect(spec).not.toHaveProperty('matchResources');
    }
  });

  it("name cert-manager's account where the values do", async () => {
    const rendered = await renderChart({ certManager: { serviceAccount: 'pki/cm' } });
    const policy = JSON.stringify(
      find(rendered, 'ValidatingAdmissionPolicy', 'iamra-identity-request'),
    );

    expect(policy).toContain("request.userInfo.username == 'system:serviceaccount:pki:cm'");
    expect(policy).not.toContain('authorizer');
  });
});

it('each code in the chart is one of the catalogue', () => {
  const folder = join(chartFolder, 'templates');
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const codes = new Set(texts.join('').match(/IAMRA\d+/g));

  expect(codes.size).toBeGreaterThan(8);
  for (const code of codes) expect(Object.keys(catalogue)).toContain(code);
});
