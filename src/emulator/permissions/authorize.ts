import {
  evaluateIdentityPolicies,
  type IdentityDecision,
} from '../../core/iam/identity/evaluate-identity-policies.ts';
import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import { type CallerPolicies, callerPolicies } from './caller-policies.ts';
import type { Demand } from './demand.ts';

/** Why a caller may not do something, in AWS's words and in more of them. */
export interface Refusal {
  readonly message: string;
  /** For the log. */
  readonly explanation: string;
}

/** What permissions say to a request. */
export interface Authorization {
  /** Absent where everything is allowed. */
  readonly refusal?: Refusal;
  /** All that was asked; absent where the caller may do everything. */
  readonly demands?: readonly Demand[];
}

/** Holds a request against the policies of who sends it; the first demand that isn't allowed refuses it. */
export function authorize(
  caller: Caller,
  demands: readonly Demand[],
  account: EmulatorAccount,
): Authorization {
  const held = callerPolicies(caller, account);
  if (held === undefined) return {};
  for (const demand of demands) {
    const refusal = refusalOf(demand, held, caller, account);
    if (refusal !== undefined) return { refusal, demands };
  }
  return { demands };
}

function refusalOf(
  demand: Demand,
  { policies, boundary, unread }: CallerPolicies,
  caller: Caller,
  account: EmulatorAccount,
): Refusal | undefined {
  const principal = { kind: 'aws', arn: caller.arn, account: account.id } as const;
  const request = { ...demand, principal };
  const own = evaluateIdentityPolicies(policies, request);
  if (own.outcome !== 'allowed') {
    const ofAws = unread.map((arn) => `; what ${arn} allows is not known here`).join('');
    return {
      message: `${notAuthorized(caller, demand)} ${because(own, demand, 'an identity-based policy')}`,
      explanation: `${demand.action} on ${demand.resource}: ${own.reason}${ofAws}`,
    };
  }
  if (boundary === undefined) return undefined;
  const within = evaluateIdentityPolicies([boundary], request);
  if (within.outcome === 'allowed') return undefined;
  return {
    message: `${notAuthorized(caller, demand)} ${because(within, demand, 'a permissions boundary')}`,
    explanation: `${demand.action} on ${demand.resource}: ${within.reason}`,
  };
}

function notAuthorized({ arn }: Caller, { action, resource }: Demand): string {
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource}`;
}

type Denial = Exclude<IdentityDecision, { outcome: 'allowed' }>;

function because(decision: Denial, { action }: Demand, source: string): string {
  return decision.outcome === 'denied' && decision.explicit
    ? `with an explicit deny in ${source}`
    : `because no ${source.replace(/^an? /, '')} allows the ${action} action`;
}
