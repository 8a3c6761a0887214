import type { IamraConfig } from '../../config/iamra-config.ts';
import { renderConfig } from '../../config/render-config.ts';

/** What drift detection in the cluster compares AWS with, and as whom. */
export interface DriftDetectionValues {
  /** The text of an `iamra.yaml`. */
  readonly config: string;
  /** Text by path. */
  readonly policyFiles: Readonly<Record<string, string>>;
  /** Absent: `iamra.yaml` has no role for the controller. */
  readonly roleArn?: string;
}

/** The name of the identity controller's ServiceAccount. */
const controllerAccount = 'iamra-identity-controller';

/** What of `iamra.yaml` the chart hands to drift detection, which a user then only switches on. */
export function driftDetectionValues(
  config: IamraConfig,
  policyFiles: ReadonlyMap<string, string>,
  namespace: string,
): DriftDetectionValues {
  const account = `${namespace}/${controllerAccount}`;
  const role = config.roles.find(({ serviceAccounts }) => serviceAccounts.includes(account));
  return {
    config: renderConfig(config),
    policyFiles: Object.fromEntries(policyFiles),
    ...(role?.arn === undefined ? {} : { roleArn: role.arn }),
  };
}
