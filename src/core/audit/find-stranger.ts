import { rolesAnywhereRequest } from '../access/roles-anywhere-request.ts';
import { evaluateTrustPolicy } from '../iam/evaluate-trust-policy.ts';
import { combinations } from './combinations.ts';
import { anchorKey } from './policy-terms.ts';
import type { SearchSpace } from './search-space.ts';
import { isReachable, type Stranger, type StrangerAnchor, strangerContext } from './stranger.ts';
import type { StrangerKind } from './stranger-kind.ts';

/** Whether a stranger of a kind gets a session. */
export type Search =
  | { readonly outcome: 'found'; readonly stranger: Stranger }
  | { readonly outcome: 'none' }
  | { readonly outcome: 'unclear'; readonly reason: string };

const maximumEvaluations = 3000;

/**
 * Looks for a stranger whom the evaluator lets in; what is found is true by that evaluation.
 * Nothing found means that none of the values by which the policy can tell strangers apart helps one of them.
 */
export function findStranger(space: SearchSpace, kind: StrangerKind): Search {
  let unclear: string | undefined = space.complete
    ? undefined
    : 'its patterns allow too many values';
  let evaluations = 0;
  for (const stranger of strangersOf(space, kind)) {
    evaluations += 1;
    if (evaluations > maximumEvaluations) {
      unclear ??= 'its conditions allow too many combinations';
      break;
    }
    const decision = evaluateTrustPolicy(
      space.document,
      rolesAnywhereRequest(strangerContext(stranger)),
    );
    if (decision.outcome === 'allowed') return { outcome: 'found', stranger };
    if (decision.outcome === 'unsupported') unclear ??= decision.reason;
  }
  return unclear === undefined ? { outcome: 'none' } : { outcome: 'unclear', reason: unclear };
}

/** Those first for whom everything is ready. */
function* strangersOf(space: SearchSpace, kind: StrangerKind): Generator<Stranger> {
  const anchors = space.anchors.filter((anchor) => isOfKind(anchor, space, kind));
  const pairs = anchors.flatMap((trustAnchor) =>
    space.profiles.map((profile) => ({ trustAnchor, profile })),
  );
  const rank = (pair: (typeof pairs)[number]): number =>
    isReachable({ ...pair, certificate: noNames, sessionName: undefined }) ? 0 : 1;
  for (const pair of pairs.sort((a, b) => rank(a) - rank(b))) {
    for (const issuer of pair.trustAnchor.issuers ?? [undefined]) {
      yield* combinations(space, kind, { ...pair, issuer });
    }
  }
}

const noNames: Stranger['certificate'] = {
  subject: [],
  issuer: [],
  alternativeNames: { dns: [], uri: [], directoryNames: [] },
};

function isOfKind({ arn }: StrangerAnchor, space: SearchSpace, { anchors }: StrangerKind): boolean {
  if (anchors === 'any') return true;
  if (space.named.get(anchorKey)?.has(arn.toLowerCase()) === true) return false;
  return anchors === 'unnamed' || !space.meantAnchors.includes(arn);
}
