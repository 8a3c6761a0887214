import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings } from '../../src/core/injection/default-settings.ts';
import type { InjectionSettings } from '../../src/core/injection/injection-settings.ts';
import { readInjectionSettings } from '../../webhook/server/config/read-injection-settings.ts';
import { find, type Rendered, renderChart } from './support/render-chart.ts';

describe('the webhook', () => {
  const settingsOf = async (values: object): Promise<InjectionSettings> => {
    const { data } = find(
      await renderChart(values),
      'ConfigMap',
      'iamra-injector-settings',
    ) as Rendered & { data: Record<string, string> };
    const folder = await mkdtemp(join(tmpdir(), 'iamra-settings-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'settings.json');
    await writeFile(file, data['settings.json'] ?? '');
    return readInjectionSettings(file);
  };

  it('gets the settings that iamra inject uses, by default', async () => {
    const settings = await settingsOf({});

    expect({ ...settings, excludedNamespaces: settings.excludedNamespaces.toSorted() }).toEqual({
      ...defaultSettings('0.1.0', {}),
      excludedNamespaces: ['cert-manager', 'iamra-system', 'kube-system'],
      imagePullPolicy: 'IfNotPresent',
      signingHelper: {
        ...defaultSettings('0.1.0', {}).signingHelper,
        imagePullPolicy: 'IfNotPresent',
      },
    });
  });

  it('gets each setting that the values have', async () => {
    const arn = 'arn:aws:rolesanywhere:eu-west-1:123456789012';
    const id = '11111111-2222-3333-4444-555555555555';
    const defaults = {
      region: 'eu-west-1',
      trustAnchorArn: `${arn}:trust-anchor/${id}`,
      profileArn: `${arn}:profile/${id}`,
      sessionDuration: 3600,
      sidecar: 'aws-signing-helper',
    };
    const digest = `sha256:${'a'.repeat(64)}`;
    const settings = await settingsOf({
      ...defaults,
      endpointUrl: 'https://10.0.0.1:9977',
      caBundle: { configMap: 'corporate-ca', key: 'ca.pem' },
      ports: { credentials: 8001, health: 8002 },
      agent: { resources: { cpu: '20m', memory: '96Mi' } },
      signingHelper: {
        image: { repository: 'registry.example.com/helper', digest, pullPolicy: 'Never' },
        resources: { cpu: '5m', memory: '24Mi' },
      },
      excludedNamespaces: ['storage'],
      image: { repository: 'registry.example.com/iamra', tag: '2', pullPolicy: 'Always' },
    });

    expect(settings).toEqual({
      image: 'registry.example.com/iamra:2',
      imagePullPolicy: 'Always',
      defaults,
      endpointUrl: 'https://10.0.0.1:9977',
      caBundle: { configMap: 'corporate-ca', key: 'ca.pem' },
      ports: { credentials: 8001, health: 8002 },
      resources: { cpu: '20m', memory: '96Mi' },
      signingHelper: {
        image: `registry.example.com/helper@${digest}`,
        imagePullPolicy: 'Never',
        resources: { cpu: '5m', memory: '24Mi' },
      },
      excludedNamespaces: ['storage', 'iamra-system'],
      tokenAudience: 'iamra.dev',
      tokenExpirationSeconds: 3600,
    });
  });
});
