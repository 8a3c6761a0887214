import type { InjectionDefaults, InjectionSettings } from './injection-settings.ts';
import { releasedImage } from './released-image.ts';

/** Namespaces in which no pod is changed. */
export const defaultExcludedNamespaces = ['kube-system', 'iamra-system', 'cert-manager'] as const;

/** What an installation without further settings gives to its pods. */
export function defaultSettings(version: string, defaults: InjectionDefaults): InjectionSettings {
  return {
    image: releasedImage(version),
    ports: { credentials: 9911, health: 9912 },
    defaults,
    excludedNamespaces: defaultExcludedNamespaces,
    resources: { cpu: '10m', memory: '64Mi' },
    tokenAudience: 'iamra.dev',
    tokenExpirationSeconds: 3600,
  };
}
