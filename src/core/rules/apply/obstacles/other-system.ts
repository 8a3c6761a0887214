import type { PodDraft } from '../../draft/pod-draft.ts';
import type { Candidate } from '../candidate.ts';

/** A field of security that the operating system of a pod does not have. */
export function otherSystem({ pod }: PodDraft, { rule }: Candidate): string | undefined {
  const { linuxField, windowsField } = rule.demands;
  if (linuxField === undefined && windowsField === undefined) return undefined;
  const { os } = pod.spec as { readonly os?: { readonly name?: unknown } | null };
  if (os?.name === 'windows' && linuxField !== undefined) return clause('Windows', linuxField);
  if (os?.name === 'linux' && windowsField !== undefined) return clause('Linux', windowsField);
  return undefined;
}

function clause(system: string, field: string): string {
  return `pods for ${system} may not have its ${field}`;
}
