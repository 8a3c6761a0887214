import { isDeepStrictEqual } from 'node:util';
import type { RuleVerdict } from '../../../src/core/rules/in-force/choose-rules.ts';
import type { RuleSpec } from '../../../src/core/rules/rule.ts';
import type { RuleProblem } from '../../../src/core/rules/rule-problem.ts';
import { formatPath } from '../../../src/core/rules/validate/field-path.ts';

/** What `kubectl get` and `kubectl wait` see of a rule. */
export interface RuleStatus {
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
  /** The spec that pods are given; absent: none. */
  readonly inForce?: RuleSpec;
}

/** @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#condition-v1-meta */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

// A condition may have eight times as many; nobody reads so much.
const longestMessage = 4096;

/** What is known of a rule. */
export interface RuleStanding {
  readonly verdict: RuleVerdict;
  /** API servers ask the webhook about pods. */
  readonly isAsked: boolean;
}

const inForce = { reason: 'InForce', message: 'The rule is applied to new pods.' };

/** The status that a rule should have; undefined where it has it. */
export function planRuleStatus(
  standing: RuleStanding,
  present: unknown,
  now: Date,
): RuleStatus | undefined {
  const status = statusOf(standing, present ?? {}, now);
  return isDeepStrictEqual(plain(status), plain(present)) ? undefined : status;
}

/** The reason of a rule that is good, and waits for API servers to ask for it. */
export const waitingReason = 'WaitingForWebhook';

const waiting = {
  reason: waitingReason,
  message:
    'The rule is good, and is applied as soon as API servers ask the webhook for rules: that they trust it is still to come.',
};

/** The condition that says whether new pods are given a rule as it stands. */
export function readyCondition(status: RuleStatus): Condition | undefined {
  return status.conditions.find(({ type }) => type === 'Ready');
}

function statusOf(standing: RuleStanding, present: Partial<RuleStatus>, now: Date): RuleStatus {
  const { generation, state, spec } = standing.verdict;
  const conditions = present.conditions ?? [];
  const before = conditions.find(({ type }) => type === 'Ready');
  const status = state === 'ready' && standing.isAsked ? 'True' : 'False';
  const isSame = before?.status === status;
  const ready: Condition = {
    type: 'Ready',
    status,
    observedGeneration: generation,
    lastTransitionTime: isSame ? before.lastTransitionTime : `${now.toISOString().slice(0, 19)}Z`,
    ...describe(standing),
  };
  return {
    observedGeneration: generation,
    conditions: [...conditions.filter(({ type }) => type !== 'Ready'), ready],
    ...(spec === undefined ? {} : { inForce: spec }),
  };
}

function describe({ verdict, isAsked }: RuleStanding): Pick<Condition, 'reason' | 'message'> {
  const { state, usesLastGood, problems } = verdict;
  if (state === 'ready') return isAsked ? inForce : waiting;
  const what = usesLastGood
    ? 'An earlier version of the rule stays in force'
    : 'The rule is not applied';
  const message = `${what}: ${problems.map(problemText).join('; ')}`.slice(0, longestMessage);
  return {
    reason: usesLastGood ? 'LastGoodInForce' : 'Refused',
    message: message.toWellFormed(),
  };
}

function problemText({ code, path, message, fix }: RuleProblem): string {
  return `${formatPath(path)}: ${code} ${message} Fix: ${fix}`;
}

/** As the API server gives it back. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
