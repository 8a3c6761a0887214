import type { EditResult } from '../actions/annotate/edit-result.ts';

/** What became of the object, and what comes next. */
export function renderEditResult(result: EditResult): string {
  const { rollout, next } = result;
  const tail = rollout === 'complete' ? [] : next.map((step) => `  ${step}`);
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
  const { applied, rollout, roleArn, serviceAccount } = result;
  const subject = subjectOf(result);
  const state =
    roleArn === null
      ? `${subject} asks for no role${applied ? ' any more' : ': nothing was written'}.`
      : `${subject} has role ${roleArn} as ServiceAccount ${serviceAccount}${applied ? '' : ' already: nothing was written'}.`;
  return rollout === 'complete' ? `${state} All of its pods are new and ready.` : state;
}

function subjectOf({
  kind,
  namespace,
  name,
}: Pick<EditResult, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}
