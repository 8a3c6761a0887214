import type { ExitCode } from './exit-code.ts';

/** What is known of a code before it happens: the sentence for docs, and what usually mends it. */
export interface CatalogueEntry {
  /** One sentence that holds for every occurrence. */
  readonly title: string;
  readonly exit: ExitCode;
  /** The command or the step that mends it; an occurrence may name a closer one. */
  readonly fix: string;
}
