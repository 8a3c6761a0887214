import { parseArn } from '../core/arn.ts';
import type { RoleConfig } from '../core/config/iamra-config.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import {
  formatServiceAccountName,
  parseServiceAccountName,
} from '../core/identity/service-account.ts';

interface RoleFlags {
  readonly role: string | undefined;
  readonly serviceAccounts: readonly string[];
  readonly policies: readonly string[];
}

const roleNamePattern = /^[\w+=,.@-]{1,64}$/;

/**
 * The role that `--role`, `--service-account` and `--policy` describe; none without `--role`.
 * @throws {IamraError} IAMRA901 naming the flag that is wrong or missing
 */
export function rolesFromFlags({ role, serviceAccounts, policies }: RoleFlags): RoleConfig[] {
  if (role === undefined) {
    if (serviceAccounts.length + policies.length === 0) return [];
    throw usage('--service-account and --policy belong to a role.', 'give --role NAME');
  }
  if (!roleNamePattern.test(role)) {
    throw usage(
      `--role “${role}” cannot be the name of an IAM role.`,
      'take up to 64 letters, digits and + = , . @ - _; the name, not the ARN',
    );
  }
  if (serviceAccounts.length === 0) {
    throw usage(
      `Role ${role} would trust nobody.`,
      'give --service-account NAMESPACE/NAME, as often as needed',
    );
  }
  return [
    {
      name: role,
      serviceAccounts: serviceAccounts.map(canonicalAccount),
      policies: policies.map(policyArn),
    },
  ];
}

function canonicalAccount(text: string): string {
  const account = parseServiceAccountName(text);
  if (account === undefined) {
    throw usage(`--service-account “${text}” is not NAMESPACE/NAME.`, 'give it as default/web');
  }
  return formatServiceAccountName(account);
}

function policyArn(text: string): string {
  const arn = parseArn(text);
  if (arn?.service === 'iam' && arn.resource.startsWith('policy/')) return text;
  throw usage(
    `--policy “${text}” is not the ARN of an IAM policy.`,
    'give it as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  );
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}
