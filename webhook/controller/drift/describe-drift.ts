import type { DriftedResource } from './drift-report.ts';

// An Event takes 1,024 characters, and the fix follows.
const longest = 800;

/** One sentence that names each resource and what differs in it, cut where an Event would not hold it. */
export function describeDrift(drifted: readonly DriftedResource[]): string {
  const count = drifted.length === 1 ? '1 resource' : `${drifted.length} resources`;
  const list = drifted.map(describe).join('; ');
  const text = `AWS differs from iamra.yaml in ${count}: ${list}`;
  return text.length > longest ? `${text.slice(0, longest)}….` : `${text}.`;
}

function describe({ action, resource, details }: DriftedResource): string {
  if (action === 'create') return `${resource} is missing`;
  // Below the name of a policy stand its lines, indented: they are in the log.
  const fields = details.filter((line) => !line.startsWith(' '));
  return `${resource} (${fields.map((line) => line.replace(/:$/, '')).join(', ')})`;
}
