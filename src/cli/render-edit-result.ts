import type { EditResult } from '../actions/annotate/edit-result.ts';

/** What became of the object, and what comes next. */
export function renderEditResult(result: EditResult): string {
  const { rollout, next, applied, roleArn } = result;
  const isOver = rollout === 'complete' || (!applied && roleArn === null);
  const tail = isOver ? [] : next.map((step) => `  ${step}`);
  return [headOf(result), ...tail].join('\n');
}

/** What a dry run shows: the pods as they would be. */
export function renderDryRun({ previews, next, patch, ...result }: EditResult): string {
  const pods = previews.map(({ workload, outcome, diff }) => {
    const verdict = outcome === 'injected' ? '' : ` (${outcome.replace('_', ' ')})`;
    return `The pods of ${workload}${verdict}:\n${diff ?? '  as they are'}`;
  });
  const head =
    patch === null
      ? `${subjectOf(result)}: nothing to change.`
      : `${subjectOf(result)} would be changed; the API server takes it.`;
  return [head, ...pods, ...next].join('\n\n');
}

function headOf(result: EditResult): string {
  const { applied, rollout } = result;
  const written = applied ? '' : ' Nothing was written.';
  const pods = rollout === 'complete' ? ' All of its pods are new and ready.' : '';
  return `${stateOf(result)}${written}${pods}`;
}

function stateOf(result: EditResult): string {
  const { kind, roleArn, serviceAccount, applied } = result;
  const subject = subjectOf(result);
  if (roleArn === null) return `${subject} asks for no role${applied ? ' any more' : ''}.`;
  const as = kind === 'ServiceAccount' ? '' : `, as ServiceAccount ${serviceAccount}`;
  return `${subject} asks for role ${roleArn}${as}.`;
}

function subjectOf({
  kind,
  namespace,
  name,
}: Pick<EditResult, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}
