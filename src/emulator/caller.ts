import type { SessionRecord } from './state.ts';

/** Who signed a request: the account's administrator, or a session that the emulator issued. */
export type Caller =
  | { readonly kind: 'administrator'; readonly arn: string; readonly userId: string }
  | {
      readonly kind: 'session';
      readonly arn: string;
      readonly userId: string;
      readonly session: SessionRecord;
    };
