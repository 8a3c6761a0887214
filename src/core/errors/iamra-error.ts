import { catalogue, docsLink, type IamraCode } from './catalogue.ts';
import type { ExitCode } from './exit-code.ts';

export interface IamraErrorOptions {
  /** Closer than the catalogue's: the command with the names of this occurrence filled in. */
  readonly fix?: string;
  readonly cause?: unknown;
}

// A registered symbol marks the class across bundles, where instanceof would not.
const brand = Symbol.for('iamra.dev/error');

/** An error that a user can act on: code, one sentence, what mends it, where the docs explain it. */
export class IamraError extends Error {
  readonly [brand] = true;
  readonly code: IamraCode;
  readonly fix: string;
  /** The fix names this occurrence; else it is the catalogue's. */
  readonly hasOwnFix: boolean;
  readonly docs: string;
  readonly exitCode: ExitCode;

  constructor(code: IamraCode, message: string, options: IamraErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'IamraError';
    this.code = code;
    this.fix = options.fix ?? catalogue[code].fix;
    this.hasOwnFix = options.fix !== undefined;
    this.docs = docsLink(code);
    this.exitCode = catalogue[code].exit;
  }

  static is(value: unknown): value is IamraError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
