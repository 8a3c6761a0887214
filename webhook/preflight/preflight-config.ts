import { IamraError } from '../../src/core/errors/iamra-error.ts';
import { flag, SettingsReader } from '../agent/settings-reader.ts';

/** What the preflight is told. */
export interface PreflightConfig {
  /** The name of the throw-away webhook configuration: what its account may create and delete. */
  readonly configuration: string;
  /** Whether EKS' own webhook must not be there. */
  readonly readsEksAnnotations: boolean;
  /** How long it waits for what may still be coming up. */
  readonly timeoutMilliseconds: number;
  readonly issuers: readonly IssuerReference[];
  /** The Secret with the CA that is to sign; undefined where the chart makes one. */
  readonly caSecret: { readonly namespace: string; readonly name: string } | undefined;
}

/** An issuer of cert-manager that must be there before the chart. */
export interface IssuerReference {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
  /** Undefined for a ClusterIssuer. */
  readonly namespace: string | undefined;
  /** The value of the chart that names it. */
  readonly value: string;
}

/**
 * Reads the environment.
 * @throws {IamraError} IAMRA104 with one sentence for each variable that is wrong
 */
export function parsePreflightConfig(environment: NodeJS.ProcessEnv): PreflightConfig {
  const reader = new SettingsReader(environment);
  const name = { allowed: 'a name', read: (text: string) => text };
  const config = {
    configuration: reader.read('IAMRA_PREFLIGHT_CONFIGURATION', name, 'iamra-preflight'),
    timeoutMilliseconds: 1000 * reader.read('IAMRA_PREFLIGHT_TIMEOUT', seconds, 60),
    readsEksAnnotations: reader.read('IAMRA_EKS_ANNOTATIONS', flag, false),
    issuers: reader.read('IAMRA_ISSUERS', issuerList, []),
    caSecret: reader.read('IAMRA_CA_SECRET', secretName, undefined),
  };
  if (reader.problems.length > 0) {
    throw new IamraError('IAMRA104', reader.problems.map((problem) => `${problem}.`).join(' '));
  }
  return config;
}

const seconds = {
  allowed: 'a whole number of seconds from 0 to 3600',
  read: (text: string) =>
    /^\d{1,4}$/.test(text) && Number(text) <= 3600 ? Number(text) : undefined,
};

const secretName = {
  allowed: 'NAMESPACE/NAME',
  read: (text: string) => {
    const [, namespace = '', name = ''] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
    return name === '' ? undefined : { namespace, name };
  },
};

const issuerList = {
  allowed: 'a JSON list of issuers, each with kind, name, namespace and value',
  read: (text: string) => {
    try {
      const list: unknown = JSON.parse(text);
      return Array.isArray(list) && list.every(isIssuer) ? list.map(referenceOf) : undefined;
    } catch {
      return undefined;
    }
  },
};

type RawIssuer = Omit<IssuerReference, 'namespace'> & { readonly namespace: string };

function isIssuer(entry: unknown): entry is RawIssuer {
  const { kind, name, namespace, value } = (entry ?? {}) as Partial<Record<string, unknown>>;
  const isKnown = kind === 'ClusterIssuer' ? namespace === '' : kind === 'Issuer';
  return isKnown && [name, namespace, value].every((text) => typeof text === 'string');
}

function referenceOf({ kind, name, namespace, value }: RawIssuer): IssuerReference {
  return { kind, name, value, namespace: namespace === '' ? undefined : namespace };
}
