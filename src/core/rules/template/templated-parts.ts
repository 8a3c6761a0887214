import type { RuleSpec } from '../rule.ts';

/** The parts of a rule in whose texts templates are filled in. */
export const templatedPartNames = [
  'containers',
  'initContainers',
  'volumes',
  'volumeMounts',
  'env',
  'envFrom',
  'labels',
  'annotations',
] as const satisfies ReadonlyArray<keyof RuleSpec>;

/** Those of them that a spec has. */
export function templatedParts(spec: RuleSpec): Partial<RuleSpec> {
  const present = templatedPartNames.filter((name) => spec[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, spec[name]]));
}
