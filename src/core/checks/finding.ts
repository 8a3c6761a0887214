import { catalogue, type IamraCode } from '../errors/catalogue.ts';

/** Something that is not as it should be: `fail` keeps pods from credentials, `warn` may do so later. */
export interface Finding {
  readonly code: IamraCode;
  readonly severity: 'warn' | 'fail';
  /** One sentence that names the thing. */
  readonly message: string;
  /** The command or the step that mends it. */
  readonly fix: string;
}

/** A finding that keeps things from working. */
export function failure(code: IamraCode, message: string, fix?: string): Finding {
  return { code, severity: 'fail', message, fix: fix ?? catalogue[code].fix };
}

/** A finding that does not yet keep anything from working. */
export function warning(code: IamraCode, message: string, fix?: string): Finding {
  return { code, severity: 'warn', message, fix: fix ?? catalogue[code].fix };
}
