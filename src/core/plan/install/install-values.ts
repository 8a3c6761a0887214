import type { IamraConfig } from '../../config/iamra-config.ts';
import { IamraError } from '../../errors/iamra-error.ts';

/** Where the chart's workload issuer has its CA from. */
export interface WorkloadIssuerCa {
  readonly ca: 'existingSecret' | 'selfSigned';
  readonly caSecretNamespace: string;
}

/** What `iamra install` gives to the chart, over the chart's defaults. */
export interface InstallValues {
  readonly cluster: string;
  readonly region: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly workloadIssuer: WorkloadIssuerCa;
  readonly preflight: { readonly enabled: boolean };
}

/** What of `iamra.yaml` an installation needs. */
export interface InstallTarget {
  readonly cluster: string;
  readonly region: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
}

/**
 * What `iamra init` has written down.
 * @throws {IamraError} IAMRA167 where it hasn't, or not to its end
 */
export function installTarget(config: IamraConfig | undefined, configFile: string): InstallTarget {
  if (config === undefined) throw notSetUp(`There is no ${configFile}.`);
  const { cluster, region, trustAnchor, profile } = config;
  if (trustAnchor?.arn === undefined) throw notSetUp(`${configFile} names no trust anchor.`);
  if (profile?.arn === undefined) throw notSetUp(`${configFile} names no Roles Anywhere profile.`);
  return { cluster, region, trustAnchorArn: trustAnchor.arn, profileArn: profile.arn };
}

/** The values of the chart; its preflight is for Helm alone, since `iamra install` has looked itself. */
export function installValues(target: InstallTarget, issuer: WorkloadIssuerCa): InstallValues {
  return { ...target, workloadIssuer: issuer, preflight: { enabled: false } };
}

function notSetUp(message: string): IamraError {
  return new IamraError('IAMRA167', message);
}
