import type { EditResult, EditsResult } from '../actions/annotate/edit-result.ts';

/** What became of the objects, and what comes next. */
export function renderEditsResult({ objects, refused }: EditsResult): string {
  return [
    ...objects.map(renderEditResult),
    ...refused.map(
      ({ object, error }) => `${object} was not changed: ${error.code} ${error.message}`,
    ),
  ].join('\n');
}

function renderEditResult(result: EditResult): string {
  const { rollout, next, applied, roleArn, error } = result;
  if (error !== null) {
    const state = applied ? 'was changed, and did not roll out' : 'was not changed';
    return `${subjectOf(result)} ${state}: ${error.code} ${error.message}\n  Fix: ${error.fix}`;
  }
  const isOver = rollout === 'complete' || (!applied && roleArn === null);
  const tail = isOver ? [] : next.map((step) => `  ${step}`);
  return [headOf(result), ...tail].join('\n');
}

/** What a dry run shows: the pods as they would be. */
export function renderDryRun({ objects, refused, dryRun }: EditsResult): string {
  const shown = objects.map((object) => renderTrial(object, dryRun));
  const others = refused.map(({ object, error }) => `${object}: ${error.code} ${error.message}`);
  return [...shown, ...others].join('\n\n');
}

function renderTrial(
  { previews, next, patch, ...result }: EditResult,
  dryRun: EditsResult['dryRun'],
): string {
  const pods = previews.map(({ workload, by, outcome, diff }) => {
    const verdict = outcome === 'injected' ? '' : ` (${outcome.replace('_', ' ')})`;
    const who = by === 'api_server' ? ', as the API server would admit them' : '';
    return `The pods of ${workload}${who}${verdict}:\n${diff ?? '  as they are'}`;
  });
  const tried = dryRun === 'server' ? '; the API server takes it' : '';
  const head =
    patch === null
      ? `${subjectOf(result)}: nothing to change.`
      : `${subjectOf(result)} would be changed${tried}.`;
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
