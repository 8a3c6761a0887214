import type { IamraError } from '../errors/iamra-error.ts';

/**
 * When another try is worth it: `soon` for what passes by itself, `slowly` for what AWS refuses until
 * somebody changes something, `when-changed` where the certificate is unusable and nothing was sent.
 */
export type Retry = 'soon' | 'slowly' | 'when-changed';

/** Why there is no new session. */
export interface SessionFailure {
  readonly error: IamraError;
  readonly retry: Retry;
  /** What the service asked to wait at least. */
  readonly retryAfterMilliseconds?: number | undefined;
}
