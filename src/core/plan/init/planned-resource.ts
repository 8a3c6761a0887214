import type { InitStep, PlannedResource, Repair, ResourceKind } from './init-step.ts';

/** What exists, with its repairs. */
export function existing(
  kind: ResourceKind,
  resource: string,
  repairs: readonly Repair[],
): PlannedResource {
  const action = repairs.length === 0 ? 'keep' : 'update';
  return {
    kind,
    change: { action, resource, details: repairs.flatMap(({ details }) => details) },
    steps: repairs.map(({ step }) => step),
  };
}

/** What is to be made. */
export function absent(
  kind: ResourceKind,
  resource: string,
  details: readonly string[],
  steps: readonly InitStep[],
): PlannedResource {
  return { kind, change: { action: 'create', resource, details }, steps };
}
