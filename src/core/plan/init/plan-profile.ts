import {
  type AttributeMapping,
  type RolesAnywhereProfile,
  wantedAttributeMappings,
} from '../../anywhere/profile.ts';
import { resourceName } from '../../anywhere/resource-name.ts';
import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget } from './init-target.ts';

/** The Roles Anywhere profile: enabled, with our roles, explicit mappings and session names. */
export function planProfile(target: InitTarget, observed: InitObservation): PlannedResource {
  const resource = `Roles Anywhere profile ${resourceName(target.cluster)}`;
  const found = observed.profile;
  const mappings = wantedAttributeMappings.filter((mapping) => !isMapped(found, mapping));
  const put = mappings.map(mappingStep);
  if (found === undefined) {
    const roles = target.roles.map(({ name }) => `role ${name}`);
    const details = [
      ...roles,
      `sessions of ${target.durationSeconds} s`,
      ...mappings.map(describe),
    ];
    return {
      change: { action: 'create', resource, details },
      steps: [{ kind: 'create-profile', title: `Create ${resource}` }, ...put],
    };
  }
  const differences = fieldDifferences(target, observed, found);
  const update: InitStep = { kind: 'update-profile', title: `Update ${resource}` };
  const enable: InitStep = { kind: 'enable-profile', title: `Enable ${resource}` };
  const details = [
    ...differences,
    ...(found.enabled ? [] : ['enabled: false → true']),
    ...mappings.map(describe),
  ];
  return {
    change: { action: details.length === 0 ? 'keep' : 'update', resource, details },
    steps: [
      ...(differences.length === 0 ? [] : [update]),
      ...(found.enabled ? [] : [enable]),
      ...put,
    ],
  };
}

function fieldDifferences(
  target: InitTarget,
  observed: InitObservation,
  found: RolesAnywhereProfile,
): string[] {
  const differences = target.roles
    .filter(({ name }) => !hasRole(found, observed, name))
    .map(({ name }) => `role ${name}: added`);
  if (found.durationSeconds !== target.durationSeconds) {
    differences.push(`sessions: ${found.durationSeconds} s → ${target.durationSeconds} s`);
  }
  if (!found.acceptRoleSessionName) differences.push('acceptRoleSessionName: false → true');
  return differences;
}

function hasRole(profile: RolesAnywhereProfile, observed: InitObservation, name: string): boolean {
  const arn = observed.roles.find(({ role }) => role.name === name)?.role.arn;
  return arn !== undefined && profile.roleArns.includes(arn);
}

function isMapped(profile: RolesAnywhereProfile | undefined, wanted: AttributeMapping): boolean {
  const found = profile?.attributeMappings.find(
    ({ certificateField }) => certificateField === wanted.certificateField,
  );
  return found !== undefined && sorted(found.specifiers) === sorted(wanted.specifiers);
}

function sorted(specifiers: readonly string[]): string {
  return [...specifiers].sort().join();
}

function mappingStep(mapping: AttributeMapping): InitStep {
  return {
    kind: 'put-attribute-mapping',
    title: `Map ${mapping.certificateField} to session tags`,
    mapping,
  };
}

function describe({ certificateField, specifiers }: AttributeMapping): string {
  return `mapping ${certificateField}: ${specifiers.join(', ')}`;
}
