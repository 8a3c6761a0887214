import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import type { IamraConfig } from '../config/iamra-config.ts';
import type { InjectionSettings } from '../injection/injection-settings.ts';
import type {
  CaInjection,
  CertManagerState,
  IssuerState,
  PolicyState,
  ServedCertificate,
  TestPod,
  WebhookState,
} from './cluster-facts.ts';
import type { DriftDetectionState } from './drift-detection-state.ts';
import type { IdentityCertificate, IdentityState, WorkloadCa } from './identity-facts.ts';
import type { InjectionRulesState } from './injection-rules-state.ts';
import type { AgentReport, OptedInPod, WaitingWorkload } from './workload-facts.ts';

/** All that `iamra doctor` may want to know; each is read once, and only if a check needs it. */
export interface DoctorFacts {
  readonly cluster: { readonly context: string; readonly server: string; readonly version: string };
  readonly certManager: CertManagerState;
  readonly caInjection: CaInjection;
  /** Undefined where iamra isn't installed. */
  readonly installation: Installation | undefined;
  readonly issuers: readonly IssuerState[];
  readonly webhook: WebhookState;
  /** Whether EKS' own webhook for IRSA is configured in the cluster. */
  readonly hasEksWebhook: boolean;
  readonly servedCertificate: ServedCertificate;
  readonly policies: readonly PolicyState[];
  readonly testPod: TestPod;
  /** Undefined where iamra isn't installed. */
  readonly injectionRules: InjectionRulesState | undefined;
  readonly pods: readonly OptedInPod[];
  readonly agents: readonly AgentReport[];
  readonly waiting: readonly WaitingWorkload[];
  readonly identities: readonly IdentityState[];
  /** All that the workload issuer is asked for, by whomever. */
  readonly identityCertificates: readonly IdentityCertificate[];
  readonly workloadCa: WorkloadCa;
  /** Undefined where it is off, or iamra isn't installed. */
  readonly driftDetection: DriftDetectionState | undefined;
  readonly config: IamraConfig | undefined;
  readonly demands: readonly CredentialDemand[];
  readonly caller: { readonly account: string; readonly arn: string };
  /** By ARN; undefined where AWS has none. */
  readonly trustAnchors: ReadonlyMap<string, TrustAnchor | undefined>;
  readonly profiles: ReadonlyMap<string, RolesAnywhereProfile | undefined>;
  readonly roles: ReadonlyMap<string, Role | undefined>;
  /** Of a header `Date`, with the moment at which it came. */
  readonly awsClock: { readonly date: string | undefined; readonly readAt: Date };
}

/** What the chart has put into the cluster, as far as the checks go by it. */
export interface Installation {
  readonly namespace: string;
  /** The cluster's name in identities. */
  readonly cluster: string | undefined;
  /** Name of a ClusterIssuer. */
  readonly workloadIssuer: string;
  readonly settings: InjectionSettings | undefined;
}

/** A ServiceAccount that is to get a role, because a pod asks for it or `iamra.yaml` says so. */
export interface CredentialDemand {
  /** “pod team-a/web-5d”, “iamra.yaml”. */
  readonly source: string;
  /** Its name in identities. */
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  readonly profileArn: string;
  readonly trustAnchorArn: string;
  /** Seconds; absent: what the Roles Anywhere profile says. */
  readonly sessionSeconds?: number;
  readonly sessionName: string;
}
