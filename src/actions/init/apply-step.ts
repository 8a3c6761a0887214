import type { Aws } from '../../aws/aws.ts';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';
import { resourceName } from '../../core/anywhere/resource-name.ts';
import { ownershipTags } from '../../core/anywhere/tags.ts';
import { type TrustAnchor, wantedNotificationSettings } from '../../core/anywhere/trust-anchor.ts';
import type { RoleConfig } from '../../core/config/iamra-config.ts';
import { createCa } from '../../core/pki/create-ca.ts';
import type { InitStep } from '../../core/plan/init/init-step.ts';
import type { InitTarget } from '../../core/plan/init/init-target.ts';
import { roleTrustPolicyText } from '../../core/plan/init/role-trust-policy-text.ts';
import type { CaStore } from '../workload-ca/ca-store.ts';

/** What is known while the plan runs; each step adds what it made. */
export interface InitProgress {
  /** PEM */
  caCertificate: string | undefined;
  trustAnchor: TrustAnchor | undefined;
  profile: RolesAnywhereProfile | undefined;
  readonly roleArns: Map<string, string>;
  readonly trustPolicies: Map<string, string>;
}

export interface InitWorld {
  readonly aws: Aws;
  readonly target: InitTarget;
  readonly caStore: CaStore | undefined;
  readonly now: Date;
}

const caYears = 10;

/** Writes one thing. */
export async function applyStep(
  step: InitStep,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  const { rolesAnywhere, iam } = world.aws;
  switch (step.kind) {
    case 'create-ca':
      progress.caCertificate = await newCa(world);
      return;
    case 'create-trust-anchor':
      progress.trustAnchor = await newTrustAnchor(progress, world);
      return;
    case 'enable-trust-anchor':
      return rolesAnywhere.enableTrustAnchor(known(progress.trustAnchor).id);
    case 'put-notification-settings':
      return rolesAnywhere.putNotificationSettings(
        known(progress.trustAnchor).id,
        wantedNotificationSettings,
      );
    case 'create-role':
      return newRole(step.role, progress, world);
    case 'update-trust-policy':
      return iam.updateTrustPolicy(step.role.name, trustPolicy(step.role, progress, world));
    case 'update-session-duration':
      return iam.updateMaxSessionDuration(step.role.name, world.target.durationSeconds);
    case 'attach-policy':
      return iam.attachPolicy(step.role.name, step.policyArn);
    default:
      return applyProfileStep(step, progress, world);
  }
}

type ProfileStep = Extract<
  InitStep,
  { kind: 'create-profile' | 'update-profile' | 'enable-profile' | 'put-attribute-mapping' }
>;

async function applyProfileStep(
  step: ProfileStep,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  const { rolesAnywhere } = world.aws;
  switch (step.kind) {
    case 'create-profile': {
      const tags = ownershipTags(world.target.cluster);
      progress.profile = await rolesAnywhere.createProfile({
        ...profileInput(progress, world),
        tags,
      });
      return;
    }
    case 'update-profile':
      return rolesAnywhere.updateProfile(known(progress.profile).id, profileInput(progress, world));
    case 'enable-profile':
      return rolesAnywhere.enableProfile(known(progress.profile).id);
    case 'put-attribute-mapping':
      return rolesAnywhere.putAttributeMapping(known(progress.profile).id, step.mapping);
  }
}

async function newCa({ target, caStore, now }: InitWorld): Promise<string> {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + caYears);
  const ca = await createCa({ cluster: target.cluster, notBefore: now, notAfter });
  await known(caStore).write(ca);
  return ca.certificatePem;
}

function newTrustAnchor(progress: InitProgress, { aws, target }: InitWorld): Promise<TrustAnchor> {
  return aws.rolesAnywhere.createTrustAnchor({
    name: resourceName(target.cluster),
    certificates: known(progress.caCertificate),
    tags: ownershipTags(target.cluster),
  });
}

async function newRole(role: RoleConfig, progress: InitProgress, world: InitWorld): Promise<void> {
  const { target } = world;
  const made = await world.aws.iam.createRole({
    name: role.name,
    trustPolicy: trustPolicy(role, progress, world),
    maxSessionDuration: Math.max(target.durationSeconds, 3600),
    description: `Workloads of cluster ${target.cluster} through IAM Roles Anywhere`,
    tags: ownershipTags(target.cluster),
  });
  progress.roleArns.set(role.name, made.arn);
}

function trustPolicy(role: RoleConfig, progress: InitProgress, { target }: InitWorld): string {
  const before = progress.trustPolicies.get(role.name);
  return roleTrustPolicyText(role, target.cluster, known(progress.trustAnchor).arn, before);
}

function profileInput(
  progress: InitProgress,
  { target }: InitWorld,
): { name: string; roleArns: string[]; durationSeconds: number; acceptRoleSessionName: boolean } {
  const ours = target.roles.flatMap(({ name }) => progress.roleArns.get(name) ?? []);
  const roleArns = [...new Set([...(progress.profile?.roleArns ?? []), ...ours])];
  return {
    name: progress.profile?.name ?? resourceName(target.cluster),
    roleArns,
    durationSeconds: target.durationSeconds,
    acceptRoleSessionName: true,
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step of the plan ran before the one that it needs');
  return value;
}
