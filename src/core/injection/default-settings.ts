import type { InjectionDefaults, InjectionSettings } from './injection-settings.ts';

const imageRepository = 'ghcr.io/iamra/iamra';

/** What an installation without further settings gives to its pods. */
export function defaultSettings(version: string, defaults: InjectionDefaults): InjectionSettings {
  return {
    image: `${imageRepository}:${version}`,
    ports: { credentials: 9911, health: 9912 },
    defaults,
    excludedNamespaces: ['kube-system', 'iamra-system', 'cert-manager'],
    resources: { cpu: '10m', memory: '64Mi' },
    tokenAudience: 'iamra.dev',
    tokenExpirationSeconds: 3600,
  };
}
