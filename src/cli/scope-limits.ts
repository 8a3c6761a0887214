import * as Flags from '@oclif/core/flags';
import { parseArn } from '../core/arn.ts';
import { rolePathPattern } from '../core/config/role-schema.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { ScopeLimits } from '../core/export/permissions/permission-scope-of.ts';

const repeated = { helpGroup: 'LIMITS', multiple: true, multipleNonGreedy: true } as const;

/** What an exported policy is limited to. */
export const limitFlags = {
  role: Flags.string({
    description:
      'only roles of this name, beside those in iamra.yaml; * is a wildcard; repeat for more',
    helpValue: 'NAME',
    ...repeated,
  }),
  'role-path': Flags.string({
    description: 'only roles of this path in IAM, such as /teams/web/',
    helpValue: 'PATH',
    helpGroup: 'LIMITS',
    default: '/',
  }),
  adopt: Flags.string({
    description: 'role that somebody else made and iamra role adopt may take; repeat for more',
    helpValue: 'ARN',
    ...repeated,
  }),
  policy: Flags.string({
    description: 'only these policies for roles, beside those in iamra.yaml; repeat for more',
    helpValue: 'ARN|FILE',
    ...repeated,
  }),
  'permissions-boundary': Flags.string({
    description: 'only roles that this policy bounds',
    helpValue: 'ARN',
    helpGroup: 'LIMITS',
  }),
};

interface LimitFlags {
  readonly role?: readonly string[] | undefined;
  readonly 'role-path': string;
  readonly adopt?: readonly string[] | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly 'permissions-boundary'?: string | undefined;
}

/**
 * The flags as the export takes them.
 * @throws {IamraError} IAMRA901 naming the flag that is wrong
 */
export function scopeLimits(flags: LimitFlags): ScopeLimits {
  const boundary = flags['permissions-boundary'];
  const rolePath = flags['role-path'];
  const path = `--role-path “${rolePath}”`;
  return {
    roles: (flags.role ?? []).map((name) =>
      checked(name, /^[\w+=,.@*-]{1,64}$/.test(name), `--role “${name}”`, 'web, or web-*'),
    ),
    rolePath: checked(rolePath, rolePathPattern.test(rolePath), path, '/teams/web/'),
    adopt: (flags.adopt ?? []).map((arn) =>
      checked(arn, isRole(arn), `--adopt “${arn}”`, 'arn:aws:iam::123456789012:role/legacy'),
    ),
    policies: (flags.policy ?? []).map((text) =>
      checked(text, isPolicy(text), `--policy “${text}”`, 'an ARN of a policy, or as a .json file'),
    ),
    permissionsBoundary:
      boundary === undefined
        ? undefined
        : checked(
            boundary,
            isPolicyArn(boundary),
            `--permissions-boundary “${boundary}”`,
            'arn:aws:iam::123456789012:policy/workloads',
          ),
  };
}

function checked(value: string, isRight: boolean, shown: string, example: string): string {
  if (isRight) return value;
  throw new IamraError('IAMRA901', `${shown} cannot be used.`, { fix: `give it as ${example}` });
}

function isRole(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'iam' && arn.resource.startsWith('role/');
}

function isPolicy(text: string): boolean {
  return isPolicyArn(text) || (text.endsWith('.json') && !text.startsWith('arn:'));
}

/** With wildcards, if need be. */
function isPolicyArn(text: string): boolean {
  return /^arn:aws[a-z-]*:iam::(\d{12}|aws|\*):policy\/\S+$/.test(text);
}
