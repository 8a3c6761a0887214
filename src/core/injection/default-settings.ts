import type { InjectionDefaults, InjectionSettings } from './injection-settings.ts';
import { releasedImage } from './released-image.ts';

/** Namespaces in which no pod is changed. */
export const defaultExcludedNamespaces = ['kube-system', 'iamra-system', 'cert-manager'] as const;

/** A tag for amd64 and arm64: those with an architecture in their name are for that one alone. */
const signingHelperImage = 'public.ecr.aws/rolesanywhere/credential-helper:1.8.1-2026.04.09.16.01';

/** What an installation without further settings gives to its pods. */
export function defaultSettings(version: string, defaults: InjectionDefaults): InjectionSettings {
  return {
    image: releasedImage(version),
    ports: { credentials: 9911, health: 9912 },
    defaults,
    excludedNamespaces: defaultExcludedNamespaces,
    resources: { cpu: '10m', memory: '64Mi' },
    signingHelper: { image: signingHelperImage, resources: { cpu: '10m', memory: '32Mi' } },
    tokenAudience: 'iamra.dev',
    tokenExpirationSeconds: 3600,
  };
}
