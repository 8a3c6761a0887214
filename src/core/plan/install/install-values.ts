import type { IamraConfig } from '../../config/iamra-config.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { DriftDetectionValues } from './drift-detection-values.ts';

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
  readonly driftDetection: DriftDetectionValues;
}

/** What of `iamra.yaml` an installation needs. */
export interface InstallTarget {
  readonly cluster: string;
  readonly region: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
}

/** @throws {IamraError} IAMRA167 where `iamra init` has written nothing down */
export function requireConfig(config: IamraConfig | undefined, configFile: string): IamraConfig {
  if (config === undefined) throw notSetUp(`There is no ${configFile}.`);
  return config;
}

/**
 * What `iamra init` has written down.
 * @throws {IamraError} IAMRA167 where it hasn't, or not to its end
 */
export function installTarget(config: IamraConfig | undefined, configFile: string): InstallTarget {
  const { cluster, region, trustAnchor, profile } = requireConfig(config, configFile);
  if (trustAnchor?.arn === undefined) throw notSetUp(`${configFile} names no trust anchor.`);
  if (profile?.arn === undefined) throw notSetUp(`${configFile} names no Roles Anywhere profile.`);
  return { cluster, region, trustAnchorArn: trustAnchor.arn, profileArn: profile.arn };
}

/** The values of the chart; its preflight is for Helm alone, since `iamra install` has looked itself. */
export function installValues(
  target: InstallTarget,
  issuer: WorkloadIssuerCa,
  driftDetection: DriftDetectionValues,
): InstallValues {
  return { ...target, workloadIssuer: issuer, preflight: { enabled: false }, driftDetection };
}

function notSetUp(message: string): IamraError {
  return new IamraError('IAMRA167', message);
}
