import type { RequestPrincipal } from './matching/principal.ts';
import type { StatementTrace, UnmetCondition } from './trust-decision.ts';

/** Says in one sentence which statement or conditions refused an action. */
export function explainDenial(
  traces: readonly StatementTrace[],
  action: string,
  principal: RequestPrincipal,
): string {
  const deny = traces.find(({ effect, outcome }) => effect === 'Deny' && outcome === 'applies');
  if (deny !== undefined) return `statement ${deny.statement} denies ${action}`;

  const who = principal.kind === 'service' ? principal.name : principal.arn;
  const allows = traces.filter(({ effect }) => effect === 'Allow');
  const near = allows.filter(({ outcome }) => outcome === 'condition-not-met');
  if (near.length > 0) {
    return near
      .map(
        ({ statement, unmet }) =>
          `statement ${statement} wants ${unmet.map(explain).join(' and ')}`,
      )
      .join('; ');
  }
  return allows.some(({ outcome }) => outcome === 'other-action')
    ? `no statement allows ${action} to ${who}`
    : `no statement trusts ${who}`;
}

function explain({ operator, key, wanted, actual }: UnmetCondition): string {
  const found = actual.length === 0 ? 'the request has none' : `the request has ${list(actual)}`;
  return `${operator} ${key} ${list(wanted)}, but ${found}`;
}

function list(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(' or ');
}
