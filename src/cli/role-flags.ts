import * as Flags from '@oclif/core/flags';
import { type RoleConfig, roleNamePattern, rolePathPattern } from '../core/config/role-schema.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import {
  formatServiceAccountName,
  parseServiceAccountName,
} from '../core/identity/service-account.ts';
import { parseConditions } from './parse-condition.ts';
import { policyArn, policyReference } from './policy-reference.ts';

const repeated = { multiple: true, multipleNonGreedy: true } as const;

/** What can be said of a role; the same flags with the same meaning on every command. */
export const roleFlags = {
  'service-account': Flags.string({
    description: 'ServiceAccount that may assume the role; repeat for more',
    helpValue: 'NS/NAME',
    ...repeated,
  }),
  policy: Flags.string({
    description: 'what the role may do: a managed policy, or a .json file; repeat for more',
    helpValue: 'ARN|FILE',
    ...repeated,
  }),
  'permissions-boundary': Flags.string({
    description: 'policy that bounds the role, whatever the others allow',
    helpValue: 'ARN',
    helpGroup: 'ROLE',
  }),
  'role-path': Flags.string({
    description: 'path of the role in IAM, such as /teams/web/ (default: /)',
    helpValue: 'PATH',
    helpGroup: 'ROLE',
  }),
  condition: Flags.string({
    description:
      'demand this too of whoever assumes the role; several values of one key are alternatives; repeat for more',
    helpValue: 'OPERATOR:KEY=VALUE',
    helpGroup: 'ROLE',
    ...repeated,
  }),
};

export interface RoleFlags {
  readonly 'service-account'?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly 'permissions-boundary'?: string | undefined;
  readonly 'role-path'?: string | undefined;
  readonly condition?: readonly string[] | undefined;
}

/**
 * The role that the flags describe, as `iamra.yaml` has it; what is said twice counts once.
 * @param present the roles of `iamra.yaml`: what is added to one of them needs no ServiceAccount
 * @throws {IamraError} IAMRA901 naming the flag that is wrong or missing
 */
export function roleFromFlags(
  name: string,
  flags: RoleFlags,
  configFile: string,
  present: readonly RoleConfig[] = [],
): RoleConfig {
  if (!roleNamePattern.test(name)) {
    throw usage(
      `“${name}” cannot be the name of an IAM role.`,
      'take up to 64 letters, digits and + = , . @ - _; the name, not the ARN',
    );
  }
  if (present.every((role) => role.name !== name)) refuseNobody(name, flags);
  const boundary = flags['permissions-boundary'];
  const path = flags['role-path'];
  const conditions = parseConditions(flags.condition ?? []);
  return {
    name,
    ...(path === undefined ? {} : { path: checkedPath(path) }),
    serviceAccounts: unique((flags['service-account'] ?? []).map(canonicalAccount)),
    policies: unique(
      (flags.policy ?? []).map((text) => policyReference('--policy', text, configFile)),
    ),
    ...(boundary === undefined
      ? {}
      : { permissionsBoundary: policyArn('--permissions-boundary', boundary) }),
    ...(Object.keys(conditions).length === 0 ? {} : { conditions }),
  };
}

function refuseNobody(name: string, flags: RoleFlags): void {
  if ((flags['service-account'] ?? []).length > 0) return;
  throw usage(
    `Role ${name} would trust nobody.`,
    'give --service-account NAMESPACE/NAME, as often as needed',
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function checkedPath(path: string): string {
  if (rolePathPattern.test(path)) return path;
  throw usage(`--role-path “${path}” is no path of IAM.`, 'begin and end it with “/”: /teams/web/');
}

/** The ServiceAccount of a flag, as iamra writes it. @throws {IamraError} IAMRA901 */
export function canonicalAccount(text: string): string {
  const account = parseServiceAccountName(text);
  if (account === undefined) {
    throw usage(`--service-account “${text}” is not NAMESPACE/NAME.`, 'give it as default/web');
  }
  return formatServiceAccountName(account);
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}
