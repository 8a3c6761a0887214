import type { IamraCode } from '../errors/catalogue.ts';
import type { IamraError } from '../errors/iamra-error.ts';
import type { ServiceAccountName } from '../identity/service-account.ts';
import type { Annotations } from '../injection/injection-input.ts';

/** A ServiceAccount that has a role by EKS' annotation. */
export interface IrsaAccount {
  readonly account: ServiceAccountName;
  readonly annotations: Annotations;
  /** As it is written there. */
  readonly roleArn: string;
}

/** Why a ServiceAccount is left as it is. */
export interface Hindrance {
  readonly code: IamraCode;
  readonly message: string;
  readonly fix: string;
}

export function hindranceOf({ code, message, fix }: IamraError): Hindrance {
  return { code, message, fix };
}
