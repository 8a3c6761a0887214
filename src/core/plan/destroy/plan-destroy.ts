import { isOwnedBy, type Tags } from '../../anywhere/tags.ts';
import type { Change } from '../change.ts';
import { planRoleDeletion } from '../role/delete-role.ts';
import type { DestroyObservation, Tagged } from './destroy-observation.ts';
import type { DestroyStep } from './destroy-step.ts';

export interface DestroyPlan {
  readonly changes: readonly Change[];
  /** Whatever rests on something goes before it. */
  readonly steps: readonly DestroyStep[];
}

/** The first thing that a person should know. */
export const notTouched =
  'Not touched: the cluster (Secrets, certificates, workloads; see iamra uninstall), adopted roles, and anything in AWS without the tag of iamra for this cluster.';

/** The end of all in AWS that carries the tag of iamra for the cluster. */
export function planDestroy(cluster: string, observed: DestroyObservation): DestroyPlan {
  const isOurs = ({ tags }: { readonly tags: Tags }): boolean => isOwnedBy(tags, cluster);
  const roles = observed.roles.filter(({ role }) => isOurs(role));
  const ownArns = new Set(roles.map(({ role }) => role.arn));
  const planned: { change: Change; steps: readonly DestroyStep[] }[] = [
    ...observed.revocationLists.filter(isOurs).map((list) => deletion('revocation-list', list, [])),
    ...observed.profiles.filter(isOurs).map((profile) => {
      const others = profile.roleArns.filter((arn) => !ownArns.has(arn));
      const lost = others.map(
        (arn) => `${arn} stays, and gets no sessions by this profile any more`,
      );
      return deletion('profile', profile, lost);
    }),
    ...roles.map((found) => planRoleDeletion(found)),
    ...observed.trustAnchors.filter(isOurs).map((anchor) => deletion('trust-anchor', anchor, [])),
  ];
  return {
    changes: planned.map(({ change }) => change),
    steps: planned.flatMap(({ steps }) => steps),
  };
}

const words = {
  'revocation-list': 'revocation list',
  profile: 'Roles Anywhere profile',
  'trust-anchor': 'trust anchor',
} as const;

type Named = Tagged<{ readonly id: string; readonly arn: string; readonly name: string }>;

function deletion(
  what: keyof typeof words,
  { id, arn, name }: Named,
  details: readonly string[],
): { change: Change; steps: DestroyStep[] } {
  const resource = `${words[what]} ${name}`;
  return {
    change: { action: 'delete', resource, details: [arn, ...details] },
    steps: [{ kind: `delete-${what}`, title: `Delete ${resource}`, id, arn }],
  };
}
