import { type AttributeMapping, wantedAttributeMappings } from '../../anywhere/profile.ts';
import { fieldDetail } from './diff-details.ts';
import type { InitStep, Repair } from './init-step.ts';

/** What makes the attribute mappings exactly ours: one more, and trust policies would see what nobody vouches for. */
export function mappingRepairs(found: readonly AttributeMapping[]): Repair[] {
  return wantedAttributeMappings.flatMap((wanted) => {
    const { certificateField, specifiers } = wanted;
    const present =
      found.find((mapping) => mapping.certificateField === certificateField)?.specifiers ?? [];
    const surplus = present.filter((specifier) => !specifiers.includes(specifier));
    const isMissing = specifiers.some((specifier) => !present.includes(specifier));
    if (surplus.length === 0 && !isMissing) return [];
    const before = present.length === 0 ? undefined : present.join(', ');
    const details = [fieldDetail(`mapping ${certificateField}`, before, specifiers.join(', '))];
    // Whether a put takes away what it doesn't name is documented nowhere.
    const steps = [
      ...(surplus.length > 0 ? [deleteMapping({ certificateField, specifiers: surplus })] : []),
      ...(isMissing ? [putMapping(wanted)] : []),
    ];
    return steps.map((step, index) => ({ step, details: index === 0 ? details : [] }));
  });
}

export function putMapping(mapping: AttributeMapping): InitStep {
  const title = `Map ${mapping.certificateField} to session tags`;
  return { kind: 'put-attribute-mapping', title, mapping };
}

/** How a plan shows a mapping that is to be made. */
export function mappingText({ certificateField, specifiers }: AttributeMapping): string {
  return `mapping ${certificateField}: ${specifiers.join(', ')}`;
}

function deleteMapping(mapping: AttributeMapping): InitStep {
  const title = `Map ${mapping.specifiers.join(', ')} of ${mapping.certificateField} no more`;
  return { kind: 'delete-attribute-mapping', title, mapping };
}
