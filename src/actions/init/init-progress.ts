import type { Aws } from '../../aws/aws.ts';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';
import type { TrustAnchor } from '../../core/anywhere/trust-anchor.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { InitTarget } from '../../core/plan/init/init-target.ts';
import type { CaStore } from '../workload-ca/ca-store.ts';
import type { PreparedInit } from './prepare-init.ts';
import type { Sleep } from './until-seen.ts';

/** What is known while the plan runs; each step adds what it made. */
export interface InitProgress {
  /** PEM */
  caCertificate: string | undefined;
  trustAnchor: TrustAnchor | undefined;
  profile: RolesAnywhereProfile | undefined;
  readonly roleArns: Map<string, string>;
  readonly trustPolicies: Map<string, string>;
}

/** What steps work with. */
export interface InitWorld {
  readonly aws: Aws;
  readonly target: InitTarget;
  readonly caStore: CaStore | undefined;
  readonly now: Date;
  readonly sleep: Sleep;
}

/** What is known before the first step. */
export function startingPoint({ observed, caCertificate }: PreparedInit): InitProgress {
  return {
    caCertificate,
    trustAnchor: observed.trustAnchor,
    profile: observed.profile,
    roleArns: new Map(observed.roles.map(({ role }) => [role.name, role.arn])),
    trustPolicies: new Map(observed.roles.map(({ role }) => [role.name, role.trustPolicy])),
  };
}

/** `iamra.yaml` as it is to be written now: with the ARNs of what is there, and of nothing else. */
export function configOf({ config }: PreparedInit, progress: InitProgress): IamraConfig {
  const { trustAnchor, profile } = config;
  return {
    ...config,
    trustAnchor: trustAnchor && withArn(trustAnchor, progress.trustAnchor?.arn),
    profile: profile && withArn(profile, progress.profile?.arn),
    roles: config.roles.map((role) => withArn(role, progress.roleArns.get(role.name))),
  };
}

/** The name first, then the ARN: that is how people read it. */
function withArn<T extends { readonly name: string; readonly arn?: string | undefined }>(
  thing: T,
  arn: string | undefined,
): T {
  return Object.assign({ name: thing.name, arn }, thing, { arn });
}

/** @throws {Error} for a plan whose order is wrong */
export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step of the plan ran before the one that it needs');
  return value;
}
