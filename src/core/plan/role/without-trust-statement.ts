import { locateStatements } from '../init/locate-statements.ts';

/**
 * A trust policy without the statement of that Sid, the others byte for byte; `policy` itself where it has none.
 * Undefined where no other is left: IAM takes no policy without a statement.
 */
export function withoutTrustStatement(policy: string, sid: string): string | undefined {
  const { items } = locateStatements(policy);
  const index = items.findIndex((item) => item.sid === sid);
  const [own, before, after] = [items[index], items[index - 1], items[index + 1]];
  if (own === undefined) return policy;
  if (before === undefined && after === undefined) return undefined;
  // With the comma that parts it from its neighbour.
  const from = before?.range[1] ?? own.range[0];
  const to = before === undefined ? (after?.range[0] ?? own.range[1]) : own.range[1];
  return policy.slice(0, from) + policy.slice(to);
}
