import type { InjectionNotice, SkipReason } from '../injection-decision.ts';

/** A text of YAML documents, or JSON, and what messages call it. */
export interface ManifestFile {
  readonly file: string;
  readonly text: string;
}

/** All files as they were and as they are to be, or the reasons for which there are none. */
export type EditedManifests =
  | {
      readonly kind: 'edited';
      readonly files: readonly EditedFile[];
      readonly report: readonly ReportEntry[];
    }
  | { readonly kind: 'refused'; readonly report: readonly ReportEntry[] };

export interface EditedFile extends ManifestFile {
  /** The text before. */
  readonly before: string;
}

/** What became of one object. */
export interface ReportEntry {
  readonly file: string;
  /** Empty for what is no object of the Kubernetes API. */
  readonly kind: string;
  /** Null for an object that is no workload and names none. */
  readonly namespace: string | null;
  readonly name: string;
  readonly outcome: 'injected' | 'uninjected' | 'skipped' | 'refused';
  /** Of an object that was skipped. */
  readonly reason: ObjectSkipReason | null;
  readonly notices: readonly InjectionNotice[];
}

export type ObjectSkipReason = SkipReason | 'makes_no_pods' | 'no_object' | 'not_injected';
