import type { Pattern } from '../../matching/pattern.ts';

/** How one value of a policy is compared with one of a request. */
export interface Operator {
  /** Met where none of the policy's values matches. */
  readonly negated: boolean;
  /** Whether `${…}` in a value is a variable. */
  readonly takesVariables: boolean;
  /** Undefined for a value that the operator can't read. */
  readonly compile: (wanted: Pattern) => Comparison | undefined;
}

export type Comparison = (actual: string) => boolean;

/** An operator and its opposite. */
export function withOpposite(
  [name, opposite]: readonly [string, string],
  operator: Omit<Operator, 'negated'>,
): Record<string, Operator> {
  return {
    [name]: { ...operator, negated: false },
    [opposite]: { ...operator, negated: true },
  };
}
