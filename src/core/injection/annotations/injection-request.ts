import type { Sidecar } from '../sidecar.ts';

/** What annotations and defaults ask for, checked. */
export interface InjectionRequest {
  readonly roleArn: string;
  readonly profileArn: string;
  readonly trustAnchorArn: string;
  /** The app's region; the agent takes its own from the trust anchor. */
  readonly region: string;
  /** The region was asked for, not merely the default or the trust anchor's. */
  readonly regionIsAsked: boolean;
  /** Seconds */
  readonly sessionDuration: string | undefined;
  readonly sessionName: string | undefined;
  /** The Secret with the certificate. */
  readonly certificate: string;
  readonly containers: SelectedContainers;
  readonly sidecar: Sidecar;
  readonly credentialsEndpoint: 'container' | 'imds';
  readonly requireCredentials: boolean;
  /** Of the token that pods show their agent; absent: what the installation says. */
  readonly tokenExpirationSeconds: number | undefined;
  /** Older SDKs are to call STS in the app's region. */
  readonly regionalSts: boolean;
}

/** Which containers get the environment. */
export type SelectedContainers =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'include' | 'skip';
      readonly names: readonly string[];
      /** The annotation that says so. */
      readonly key: string;
    };
