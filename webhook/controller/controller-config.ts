import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { isClusterName } from '../../src/core/identity/cluster-name.ts';
import type { Compatibility } from '../../src/core/injection/injection-settings.ts';
import { flag, SettingsReader } from '../agent/settings-reader.ts';
import { type DriftConfig, readDriftConfig } from './drift/drift-config.ts';
import { type RulesConfig, readRulesConfig } from './rules/rules-config.ts';

/** What the identity controller is told when it starts. */
export interface ControllerConfig {
  readonly cluster: string;
  /** The ClusterIssuer of workload identities. */
  readonly issuer: string;
  /** Of plain HTTP: /healthz, /readyz, /metrics. 0: any free one. */
  readonly healthPort: number;
  readonly leaseNamespace: string;
  readonly leaseName: string;
  /** The ServiceAccount in the Lease's namespace that the Lease goes away with. */
  readonly leaseOwner: string | undefined;
  /** Namespaces in which nothing is touched. */
  readonly excludedNamespaces: ReadonlySet<string>;
  /** Whose annotations of ServiceAccounts count beside ours. */
  readonly compatibility: Compatibility;
  /** How long a Certificate outlives its last use: a rollout, or the pause of a CronJob. */
  readonly releaseMilliseconds: number;
  /** Undefined: nobody looks whether AWS is as iamra.yaml says. */
  readonly drift: DriftConfig | undefined;
  /** Undefined: nobody looks after injection rules. */
  readonly rules: RulesConfig | undefined;
}

/**
 * Reads the environment.
 * @throws {IamraError} IAMRA104 with one sentence for each variable that is wrong
 */
export function parseControllerConfig(environment: NodeJS.ProcessEnv): ControllerConfig {
  const reader = new SettingsReader(environment);
  reader.required('IAMRA_CLUSTER');
  const leaseNamespace = reader.required('IAMRA_LEASE_NAMESPACE');
  const config = {
    cluster: reader.read('IAMRA_CLUSTER', clusterName, ''),
    issuer: reader.read('IAMRA_WORKLOAD_ISSUER', anyText, 'iamra-workload'),
    healthPort: reader.read('IAMRA_HEALTH_PORT', wholeNumber(65_535), 10_251),
    leaseNamespace,
    leaseName: reader.read('IAMRA_LEASE_NAME', anyText, 'iamra-identity-controller'),
    leaseOwner: reader.read('IAMRA_LEASE_OWNER', anyText, undefined),
    excludedNamespaces: reader.read('IAMRA_EXCLUDED_NAMESPACES', nameList, new Set<string>()),
    compatibility: { eksAnnotations: reader.read('IAMRA_EKS_ANNOTATIONS', flag, false) },
    releaseMilliseconds: 1000 * reader.read('IAMRA_RELEASE_SECONDS', wholeNumber(86_400), 600),
    drift: readDriftConfig(reader, leaseNamespace),
    rules: readRulesConfig(reader),
  };
  if (reader.problems.length > 0) {
    throw new IamraError('IAMRA104', reader.problems.map((problem) => `${problem}.`).join(' '));
  }
  return config;
}

const clusterName = {
  allowed: '1 to 63 of a–z, 0–9, “.” and “-”',
  read: (text: string) => (isClusterName(text) ? text : undefined),
};

const anyText = { allowed: 'set', read: (text: string) => text };

const nameList = {
  allowed: 'names, separated by commas',
  read: (text: string) =>
    new Set(
      text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
};

function wholeNumber(most: number): {
  allowed: string;
  read: (text: string) => number | undefined;
} {
  return {
    allowed: `a whole number from 0 to ${most}`,
    read: (text) => (/^\d{1,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined),
  };
}
