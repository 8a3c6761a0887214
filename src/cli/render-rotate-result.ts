import type { RotateResult } from '../actions/ca/rotate/rotate-result.ts';
import { rotationPhases } from '../core/plan/ca-rotation/rotation-phase.ts';

/** How a rotation ended, and what comes next. */
export function renderRotateResult({ applied, ca, phase, next }: RotateResult): string {
  const signs = ca === null ? '' : `${ca.subject} signs, until ${ca.notAfter.slice(0, 10)}.`;
  if (next.length > 0) {
    return [
      `${rotationPhases[phase]} ${signs}`,
      'Whoever has access to the cluster now brings it the CA; this needs no more than that command:',
      '',
      `  ${next[0] ?? ''}`,
      '',
      'or step by step:',
      '',
      ...next.slice(1).map((line) => `  ${line}`),
    ].join('\n');
  }
  if (phase !== 'none') return `${rotationPhases[phase]} ${signs}`;
  const head = applied
    ? 'Done: AWS trusts one CA, and all certificates are from it.'
    : 'Nothing to do: AWS trusts one CA, and all certificates are from it. One that was made within the last day is replaced with --again only.';
  return [head, signs, 'Next: iamra ca show, for its dates.'].join('\n');
}
