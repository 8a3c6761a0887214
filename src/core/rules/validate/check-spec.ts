import type { RuleKind, RuleSettings, RuleSpec } from '../rule.ts';
import { templatedPartNames } from '../template/templated-parts.ts';
import { checkContainers } from './check-containers.ts';
import { checkDuplicates } from './check-duplicates.ts';
import { checkKeys } from './check-keys.ts';
import { checkMounts } from './check-mounts.ts';
import { checkNamespaceSelector } from './check-namespaces.ts';
import { checkRenderedPaths } from './check-rendered-paths.ts';
import { checkReserved } from './check-reserved.ts';
import { checkTypes } from './check-types.ts';
import { type Report, reportBelow } from './report.ts';
import { checkTemplates, sampleTemplates } from './sample-templates.ts';
import { between, dnsLabel, oneOf } from './value-checks.ts';

const given = [
  ...templatedPartNames,
  'tolerations',
  'affinity',
  'nodeSelector',
  'imagePullSecrets',
  'securityContext',
] as const satisfies ReadonlyArray<keyof RuleSpec>;

const ownValues = {
  order: between(0, 1000),
  onConflict: oneOf('skip', 'fail', 'replace'),
};

/** All that can be wrong with a spec whose fields have their types. */
export function checkSpec(
  spec: RuleSpec,
  kind: RuleKind,
  settings: RuleSettings,
  report: Report,
): void {
  checkOwnFields(spec, report);
  checkTemplates(spec, report);
  const sampled = sampleTemplates(spec);
  checkTypes(sampled, { holds: 'one', of: 'RuleSpec' }, report);
  checkContainers(sampled, report);
  checkDuplicates(sampled, report);
  checkMounts(sampled, report);
  checkRenderedPaths(spec, report);
  checkKeys(sampled, report);
  checkReserved(sampled, report);
  const selector = spec.namespaceSelector;
  checkNamespaceSelector(kind, selector, settings, reportBelow(report, 'namespaceSelector'));
}

function checkOwnFields(spec: RuleSpec, report: Report): void {
  for (const [field, check] of Object.entries(ownValues)) {
    const value = spec[field as keyof typeof ownValues];
    const problem = value === undefined ? undefined : check(value);
    if (problem !== undefined) {
      report([field], { code: 'IAMRA343', message: `“${String(value)}” ${problem}` });
    }
  }
  spec.targetContainers?.forEach((name, index) => {
    const problem = dnsLabel(name);
    if (problem !== undefined) {
      report(['targetContainers', index], { code: 'IAMRA343', message: `“${name}” ${problem}` });
    }
  });
  if (!given.some((part) => Object.keys(spec[part] ?? {}).length > 0)) {
    report([], {
      code: 'IAMRA353',
      message: `injects nothing: it has none of ${given.join(', ')}`,
    });
  }
}
