import type { IamraCode } from '../errors/catalogue.ts';

/** Why a rule is refused. */
export interface RuleProblem {
  readonly code: IamraCode;
  /** From the object's root: `['spec', 'containers', 0, 'name']`. */
  readonly path: ReadonlyArray<string | number>;
  /** One sentence that names what is wrong. */
  readonly message: string;
  readonly fix: string;
}
