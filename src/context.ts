import type { Aws } from './aws/aws.ts';
import type { AwsSettings } from './aws/aws-settings.ts';
import type { Helm } from './helm/helm.ts';
import type { Kube } from './kube/kube.ts';
import type { KubeSettings } from './kube/load-kubeconfig.ts';
import type { Terminal } from './terminal/terminal.ts';

/** The world of one run of the program, built once and handed down. */
export interface Context {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborted by Ctrl-C: work stops at the next safe point. */
  readonly signal: AbortSignal;
  /** The SDKs load when they are asked for. */
  readonly aws: (settings: AwsSettings) => Promise<Aws>;
  readonly findRegion: (profile: string | undefined) => Promise<string | undefined>;
  /** Of the AWS CLI. */
  readonly awsProfiles: () => Promise<readonly string[]>;
  /** The cluster's client loads when it is asked for. */
  readonly kube: (settings: KubeSettings) => Promise<Kube>;
  readonly helm: (settings: HelmChoice) => Promise<Helm>;
}

/** Which Helm, and which cluster it works on. */
export interface HelmChoice extends KubeSettings {
  /** Name on the PATH, or path. */
  readonly binary: string;
}

/** The context of a real run. */
export function createContext(terminal: Terminal, signal: AbortSignal): Context {
  const askMfaCode = (device: string): Promise<string> =>
    terminal.ask(`MFA code of ${device}:`, { flag: '--profile' });
  return {
    terminal,
    environment: process.env,
    now: () => new Date(),
    signal,
    aws: async (settings) => {
      const { sdkAws } = await import('./aws/sdk-aws.ts');
      return sdkAws({ ...settings, ...(terminal.interactive ? { askMfaCode } : {}) });
    },
    findRegion: async (profile) =>
      (await import('./aws/find-region.ts')).findRegion(process.env, profile),
    awsProfiles: async () => {
      const { readSharedConfig } = await import('./aws/reach/shared-config.ts');
      return Object.keys((await readSharedConfig()).profiles);
    },
    kube: async (settings) => (await import('./kube/client-kube.ts')).clientKube(settings),
    helm: async (choice) => {
      const { programHelm } = await import('./helm/program-helm.ts');
      return programHelm({ ...choice, environment: process.env, signal });
    },
  };
}
