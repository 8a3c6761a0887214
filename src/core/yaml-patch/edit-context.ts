import type { YamlStyle } from './yaml-style.ts';

/** What edits of one document share. */
export interface EditContext {
  /** All of the stream: offsets count from its beginning. */
  readonly text: string;
  readonly style: YamlStyle;
  /** Empty values (`[]`, `{}`, null) that have been given their first member. */
  readonly emptied: Set<unknown>;
  /** Pairs and items that go. */
  readonly removed: ReadonlySet<unknown>;
}
