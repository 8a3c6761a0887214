import type { EditedManifests, ReportEntry } from '../core/injection/manifests/edited-manifests.ts';

/** What `iamra inject --json` prints. */
export interface InjectionResult {
  readonly files: ReadonlyArray<{
    readonly file: string;
    readonly changed: boolean;
    readonly text: string;
  }>;
  readonly report: readonly ReportEntry[];
}

/** The edited files in the form of the JSON result. */
export function injectionResult({
  files,
  report,
}: Extract<EditedManifests, { kind: 'edited' }>): InjectionResult {
  return {
    files: files.map(({ file, before, text }) => ({ file, changed: text !== before, text })),
    report,
  };
}
