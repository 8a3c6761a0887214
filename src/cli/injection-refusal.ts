import { IamraError } from '../core/errors/iamra-error.ts';
import type { ReportEntry } from '../core/injection/manifests/edited-manifests.ts';

/** The first refusal speaks for the run. */
export function injectionRefusal(report: readonly ReportEntry[]): IamraError {
  const refused = report.filter(({ outcome }) => outcome === 'refused');
  const [notice] = refused.flatMap(({ notices }) => notices);
  const workloads = refused.map(
    ({ file, kind, namespace, name }) => `${kind} ${namespace ?? ''}/${name} of ${file}`,
  );
  return new IamraError(
    notice?.code ?? 'IAMRA970',
    `Refused: ${workloads.join(', ')}. No manifest was printed.`,
    notice === undefined ? {} : { fix: notice.fix },
  );
}
