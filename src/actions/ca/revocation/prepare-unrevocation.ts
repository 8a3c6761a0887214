import type { Context } from '../../../context.ts';
import type { TrustAnchor } from '../../../core/anywhere/trust-anchor.ts';
import {
  planUnrevocation,
  type UnrevocationPlan,
} from '../../../core/plan/revocation/plan-unrevocation.ts';
import type { UnsignedList } from '../../../core/plan/revocation/revocation-step.ts';
import { refuseUnfitAuthorities, signLists } from '../../../core/plan/revocation/sign-lists.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import { askCluster } from './ask-cluster.ts';
import type { KeyPlace } from './key-place.ts';
import { findTrustAnchor, observeLists } from './observe-lists.ts';
import { readSigners } from './read-signers.ts';

export interface UnrevocationInput {
  /** As in `CertificateFacts`; `all`: whatever iamra has revoked. */
  readonly serialNumbers: readonly string[] | 'all';
  readonly keys: KeyPlace;
}

/** All that is known before the first write. */
export interface PreparedUnrevocation {
  readonly trustAnchor: TrustAnchor;
  readonly plan: UnrevocationPlan;
  /** PEM of each list that the plan writes. */
  readonly signed: ReadonlyMap<UnsignedList, string>;
}

/** Reads the lists and plans; writes nothing anywhere. @throws {IamraError} as `prepareRevocation` */
export async function prepareUnrevocation(
  context: Context,
  { config, aws }: AwsSide,
  { serialNumbers, keys }: UnrevocationInput,
): Promise<PreparedUnrevocation> {
  const trustAnchor = await findTrustAnchor(aws.rolesAnywhere, config);
  const anchor = await observeLists(aws.rolesAnywhere, trustAnchor, config.cluster);
  const plan = planUnrevocation({ anchor, serialNumbers });
  refuseUnfitAuthorities(plan.steps);
  if (plan.steps.length === 0) return { trustAnchor, plan, signed: new Map() };
  const kube =
    keys.caKeyFile === undefined ? await askCluster(context, keys, config.cluster) : undefined;
  const signed = await signLists(plan.steps, await readSigners(keys, kube), context.now());
  return { trustAnchor, plan, signed };
}
