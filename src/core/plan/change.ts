/** One line of a plan, as the user reads it before anything happens. */
export interface Change {
  readonly action: 'create' | 'update' | 'keep' | 'delete';
  /** Kind and name: `trust anchor iamra-home`. */
  readonly resource: string;
  /** What differs, field by field. */
  readonly details: readonly string[];
}
