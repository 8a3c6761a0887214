import type { IamraCode } from '../errors/catalogue.ts';
import type { ExplainedStatement } from '../iam/explain-trust-policy.ts';

/** In the order in which Roles Anywhere looks at them; the first that fails is the one that refuses. */
export const accessStepNames = [
  'trust-anchor',
  'certificate',
  'chain',
  'revocation',
  'profile',
  'profile-role',
  'session-name',
  'role',
  'duration',
  'mapping',
  'trust-policy',
] as const;

export type AccessStepName = (typeof accessStepNames)[number];

/** What one step says. */
export type StepVerdict =
  | { readonly outcome: 'pass'; readonly detail: string }
  /** Cannot be asked, because of an earlier step or for want of facts. */
  | { readonly outcome: 'skip'; readonly detail: string }
  | {
      /** `unknown`: AWS may answer either way. */
      readonly outcome: 'fail' | 'unknown';
      readonly detail: string;
      readonly code: IamraCode;
      /** The command or the step that mends it. */
      readonly fix: string;
    };

export type AccessStep = StepVerdict & {
  readonly name: AccessStepName;
  /** Of the trust policy, where one was asked. */
  readonly statements?: readonly ExplainedStatement[];
};
