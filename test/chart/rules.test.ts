import { beforeAll, describe, expect, it } from 'vitest';
import { parseControllerConfig } from '../../webhook/controller/controller-config.ts';
import { clusterRule, namespaceRule } from '../fixtures/rule-objects.ts';
import { installResources, pretendItRuns } from './support/cert-manager.ts';
import { helm, helmVersions } from './support/helm.ts';
import { release, upgrade, useApiServer } from './support/installed-chart.ts';
import { environment } from './support/pod-template.ts';
import { find, names, ofKind, type Rendered, renderChart } from './support/render-chart.ts';

const name = 'iamra-injector-rules';
const definitions = ['injectionrules.iamra.dev', 'clusterinjectionrules.iamra.dev'];

interface Entry {
  readonly [field: string]: unknown;
}

/** What the controller is told to put into the configuration. */
function entryOf(objects: readonly Rendered[]): Entry {
  const workload = find(objects, 'Deployment', 'iamra-identity-controller');
  const { rules } = parseControllerConfig(environment(workload));
  expect(rules?.configuration).toBe(name);
  return rules?.entry ?? {};
}

describe('the chart', () => {
  let objects: Rendered[] = [];

  beforeAll(async () => {
    objects = await renderChart({ excludedNamespaces: ['storage'] }, { namespace: 'own' });
  });

  it('has no entry for rules, but tells the controller of the one that is there while rules are', () => {
    const configuration = find(objects, 'MutatingWebhookConfiguration', name);
    expect(configuration).not.toHaveProperty('webhooks');
    expect(entryOf(objects)).toMatchObject({
      name: 'pod.rules.iamra.dev',
      failurePolicy: 'Ignore',
      timeoutSeconds: 5,
      reinvocationPolicy: 'IfNeeded',
      sideEffects: 'NoneOnDryRun',
      clientConfig: { service: { namespace: 'own', path: '/mutate/rules' } },
      rules: [{ operations: ['CREATE'], resources: ['pods'] }],
      namespaceSelector: {
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['storage', 'own'] },
          { key: 'iamra.dev/inject', operator: 'NotIn', values: ['false'] },
        ],
      },
    });
  });

  it('refuses rules that nobody could look at', () => {
    const configuration = find(objects, 'ValidatingWebhookConfiguration', name);
    expect(configuration['webhooks']).toMatchObject([
      {
        name: 'rules.iamra.dev',
        failurePolicy: 'Fail',
        sideEffects: 'None',
        clientConfig: { service: { namespace: 'own', path: '/validate/rules' } },
        rules: [
          {
            operations: ['CREATE', 'UPDATE'],
            apiGroups: ['iamra.dev'],
            resources: ['injectionrules', 'clusterinjectionrules'],
          },
        ],
      },
    ]);
  });

  it('has cainjector fill in both configurations', () => {
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
      expect(find(objects, kind, name).metadata.annotations).toEqual({
        'cert-manager.io/inject-ca-from': 'own/iamra-injector-webhook',
      });
    }
  });

  it('has nothing of rules where they are off', async () => {
    const without = await renderChart({ rules: { enabled: false } });
    expect(ofKind(without, 'CustomResourceDefinition')).toEqual([]);
    expect(names(without).filter((text) => text.includes('rules'))).toEqual([]);
    const webhook = environment(find(without, 'Deployment', 'iamra-injector-webhook'));
    expect(webhook['IAMRA_RULES']).toBe('false');
    const controller = environment(find(without, 'Deployment', 'iamra-identity-controller'));
    expect(parseControllerConfig(controller).rules).toBeUndefined();
    expect(JSON.stringify(ofKind(without, 'ClusterRole'))).not.toContain('injectionrules');
  });
});

// API servers see a change of webhook configurations a moment later.
const soon = { timeout: 20_000 };

describe('on an API server', () => {
  const server = useApiServer();
  const get = async (...words: string[]): Promise<string> =>
    (await server().kubectl(['get', ...words])).stdout;
  const apply = async (object: object, ...words: string[]): Promise<string> => {
    const { stdout, stderr } = await server().kubectl(['apply', '--filename=-', ...words], object);
    return stdout + stderr;
  };
  /** As the webhook does, which nobody runs here. */
  const validateNothing = (): Promise<unknown> =>
    server().kubectl(['delete', 'validatingwebhookconfiguration', name]);

  beforeAll(async () => {
    await installResources(server());
    await pretendItRuns(server());
    await server().kubectl(['create', 'namespace', 'team-a']);
  });

  it.each(helmVersions)(
    '%s keeps entry, definitions and rules through an upgrade',
    async (version) => {
      expect(await upgrade(version, server())).toMatchObject({ exitCode: 0 });
      for (const definition of definitions) {
        const established = ['wait', '--for=condition=Established', `crd/${definition}`];
        expect(await server().kubectl([...established, '--timeout=60s'])).toMatchObject({
          exitCode: 0,
        });
      }
      const entry = entryOf(await renderChart());
      const patch = JSON.stringify({ webhooks: [entry] });
      const words = ['patch', 'mutatingwebhookconfiguration', name, '--type=merge'];
      await server().kubectl([...words, `--patch=${patch}`]);
      await validateNothing();
      await pollForPass();

      const again = await upgrade(version, server(), { webhook: { timeout: 7 } });
      expect(again.stderr).not.toContain('conflict');
      expect(again.exitCode).toBe(0);
      const path = '--output=jsonpath={.webhooks[0]}';
      const stored = JSON.parse(await get('mutatingwebhookconfiguration', name, path)) as Entry;
      // What the API server adds by itself would look like a change to the controller, for ever.
      expect(stored).toEqual(entry);

      await helm(version, ['uninstall', ...release], { kubeconfig: server().kubeconfig });
      expect(await get('crd', '--output=name')).toContain(definitions[0]);
      expect(await get('cinjrule', '--output=name')).toContain(
        'clusterinjectionrule.iamra.dev/labels',
      );
      expect(
        await get('mutatingwebhookconfigurations,validatingwebhookconfigurations', '-oname'),
      ).toBe('');

      async function pollForPass(): Promise<void> {
        await expect
          .poll(() => apply(clusterRule('labels', { labels: { team: 'a' } })), soon)
          .toMatch(/labels (created|unchanged)/);
      }
    },
  );

  it('a rule that is none is refused by its definition, and what is unknown is kept for the webhook', async () => {
    await upgrade('helm-4', server());
    await validateNothing();
    const order = await apply(clusterRule('late', { order: 1001 }));
    expect(order).toContain('spec.order: Invalid value: 1001');
    const conflict = await apply(namespaceRule('odd', { onConflict: 'merge' }));
    expect(conflict).toMatch(/spec.onConflict: Unsupported value: "merge"/);
    await expect
      .poll(
        () => apply(namespaceRule('odd', { labell: { a: 'b' }, containers: [{ imge: 'x' }] })),
        soon,
      )
      .toContain('odd created');
    const spec = await get('injrule', 'odd', '--namespace=team-a', '--output=jsonpath={.spec}');
    expect(JSON.parse(spec)).toEqual({
      order: 100,
      onConflict: 'skip',
      labell: { a: 'b' },
      containers: [{ imge: 'x' }],
    });
  });

  it('shows order, readiness, its reason and age, and explains its fields', async () => {
    await upgrade('helm-4', server());
    const [head = ''] = (await get('cinjrule')).split('\n');
    expect(head.split(/ +/)).toEqual(['NAME', 'ORDER', 'READY', 'REASON', 'AGE']);
    const { stdout } = await server().kubectl(['explain', 'cinjrule.spec.onConflict']);
    expect(stdout).toMatch(/pod is refused \(fail\)/);
    expect(await get('iamra', '--all-namespaces', '--output=name')).toContain('labels');
  });

  it('a bad rule can be relieved of its finalizers while the webhook is down', async () => {
    await upgrade('helm-4', server());
    await validateNothing();
    const finalizers = ['example.com/stay'];
    await expect
      .poll(
        () => apply(clusterRule('going', {}, { metadata: { name: 'going', finalizers } })),
        soon,
      )
      .toContain('going created');
    await upgrade('helm-4', server());
    await expect
      .poll(() => apply(clusterRule('refused', {})), soon)
      .toContain('failed calling webhook "rules.iamra.dev"');
    await server().kubectl(['delete', 'cinjrule', 'going', '--wait=false']);
    const patch = [
      'patch',
      'cinjrule',
      'going',
      '--type=merge',
      '--patch={"metadata":{"finalizers":null}}',
    ];
    expect(await server().kubectl(patch)).toMatchObject({ exitCode: 0 });
    expect(await get('cinjrule', '--output=name')).not.toContain('going');
  });

  it('the controller may list and patch its one configuration, and no other', async () => {
    await upgrade('helm-4', server());
    const account = '--as=system:serviceaccount:iamra-system:iamra-identity-controller';
    const may = async (...words: string[]): Promise<string> =>
      (await server().kubectl(['auth', 'can-i', ...words, account])).stdout;
    const one = `mutatingwebhookconfigurations/${name}`;
    expect(await may('patch', one)).toBe('yes');
    expect(await may('patch', 'mutatingwebhookconfigurations/iamra-injector')).toBe('no');
    expect(await may('delete', one)).toBe('no');
    const listed = ['get', 'mutatingwebhookconfigurations', account, '--output=name'];
    const single = await server().kubectl([...listed, `--field-selector=metadata.name=${name}`]);
    expect(single.stdout).toContain(name);
    expect((await server().kubectl(listed)).stderr).toContain('cannot list');
  });

  it('whoever edits a namespace may make rules for it, and sees those of the cluster', async () => {
    await upgrade('helm-4', server());
    const labels = await get(
      'clusterrole',
      'iamra-rules-edit',
      '--output=jsonpath={.metadata.labels}',
    );
    expect(labels).toContain('aggregate-to-edit');
    expect(labels).not.toContain('aggregate-to-view');
  });
});
