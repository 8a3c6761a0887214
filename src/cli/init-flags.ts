import * as Flags from '@oclif/core/flags';
import type { InitInput } from '../actions/init/init-input.ts';
import type { RoleConfig } from '../core/config/iamra-config.ts';
import { longestSession, shortestSession } from '../core/config/iamra-config.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { awsFlags } from './aws-flags.ts';
import { lockFlags } from './lock-flags.ts';
import { parseTags } from './parse-tags.ts';
import { policyArn, policyReference } from './policy-reference.ts';
import { type RoleFlags, roleFlags, roleFromFlags } from './role-flags.ts';

/** What is wanted of the AWS side, and where the CA is. */
export const wantedFlags = {
  cluster: Flags.string({
    description: 'your name for the cluster (default: the one in iamra.yaml)',
    helpValue: 'NAME',
  }),
  role: Flags.string({ description: 'IAM role to make, or to extend', helpValue: 'NAME' }),
  ...roleFlags,
  'session-duration': Flags.integer({
    description: 'seconds that credentials live (default: 3600)',
    helpValue: 'SECONDS',
    min: shortestSession,
    max: longestSession,
  }),
  'session-policy': Flags.string({
    description: 'file with a policy that limits all sessions',
    helpValue: 'FILE',
    helpGroup: 'ALL ROLES',
  }),
  'managed-policy': Flags.string({
    description: 'managed policy that limits all sessions; repeat for more',
    helpValue: 'ARN',
    helpGroup: 'ALL ROLES',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'source-account': Flags.boolean({
    description: 'have trust policies demand the account of the trust anchor too',
    helpGroup: 'ALL ROLES',
    allowNo: true,
  }),
  tag: Flags.string({
    description: 'tag for all that iamra makes; repeat for more',
    helpValue: 'KEY=VALUE',
    helpGroup: 'ALL ROLES',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'ca-key-file': Flags.string({
    description:
      'file for the certificate and private key of the CA, in place of a Secret in the cluster; made if absent, never committed',
    helpValue: 'FILE',
  }),
  ca: Flags.option({
    description:
      'which CA: a new one, your own in --ca-key-file, or the one that cert-manager made for the chart',
    options: ['new', 'file', 'cluster'] as const,
  })(),
  'ca-namespace': Flags.string({
    description: 'namespace for the CA’s Secret (default: what cert-manager’s Deployment says)',
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
  }),
  ...lockFlags,
  config: Flags.string({
    description: 'the file that iamra keeps',
    helpValue: 'FILE',
    default: 'iamra.yaml',
  }),
};

/** The flags of `init`, but for those that every plan has. */
export const initFlags = { ...wantedFlags, ...awsFlags };

export interface InitFlags extends RoleFlags {
  readonly cluster?: string | undefined;
  readonly role?: string | undefined;
  readonly 'session-duration'?: number | undefined;
  readonly 'session-policy'?: string | undefined;
  readonly 'managed-policy'?: readonly string[] | undefined;
  readonly 'source-account'?: boolean | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly 'ca-key-file'?: string | undefined;
  readonly ca?: InitInput['ca'];
  readonly 'ca-namespace'?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly 'no-cluster': boolean;
  readonly config: string;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

/**
 * The flags as `init` takes them.
 * @throws {IamraError} IAMRA901 naming the flag that is wrong or missing
 */
export function initInput(flags: InitFlags): InitInput {
  const policy = flags['session-policy'];
  return {
    cluster: flags.cluster,
    region: flags.region,
    profile: flags.profile,
    endpointUrl: flags['endpoint-url'],
    roles: rolesFromFlags(flags),
    durationSeconds: flags['session-duration'],
    sessionPolicy: policy === undefined ? undefined : sessionPolicyFile(policy, flags.config),
    managedPolicies: flags['managed-policy']?.map((text) => policyArn('--managed-policy', text)),
    sourceAccount: flags['source-account'],
    tags: parseTags(flags.tag ?? []),
    configFile: flags.config,
    ca: flags.ca,
    caKeyFile: flags['ca-key-file'],
    caNamespace: flags['ca-namespace'],
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    noCluster: flags['no-cluster'],
  };
}

const ofOneRole = [
  'service-account',
  'policy',
  'permissions-boundary',
  'role-path',
  'condition',
] as const;

function rolesFromFlags(flags: InitFlags): RoleConfig[] {
  if (flags.role !== undefined) return [roleFromFlags(flags.role, flags, flags.config)];
  const orphan = ofOneRole.find((name) => flags[name] !== undefined);
  if (orphan === undefined) return [];
  throw new IamraError('IAMRA901', `--${orphan} belongs to a role.`, { fix: 'give --role NAME' });
}

function sessionPolicyFile(text: string, configFile: string): string {
  if (text.endsWith('.json')) return policyReference('--session-policy', text, configFile);
  throw new IamraError('IAMRA901', `--session-policy “${text}” is not a .json file.`, {
    fix: 'give a .json file with a policy',
  });
}
