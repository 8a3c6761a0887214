import type { Context } from '../../context.ts';
import type { IdentityInput } from './identity-input.ts';
import type { IdentityListResult } from './identity-result.ts';
import { listedIdentity, lookAtIdentities } from './look-at-identities.ts';

/** Every identity of a namespace, or of the cluster; writes nothing. @throws {IamraError} 1xx */
export async function listIdentities(
  context: Context,
  input: IdentityInput,
  namespace: string | undefined,
): Promise<IdentityListResult> {
  const lookedAt = await lookAtIdentities(context, input, namespace);
  return {
    cluster: lookedAt.cluster,
    aws: lookedAt.seen.answer,
    identities: lookedAt.identities.map((identity) => listedIdentity(identity, lookedAt)),
  };
}
