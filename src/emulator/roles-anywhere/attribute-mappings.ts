import * as z from 'zod';
import { attributeFields, isSpecifier, normalSpecifier } from '../../core/pki/attribute-mapping.ts';
import type { Operation } from './operation.ts';
import { parseInput } from './parse-input.ts';
import { findProfile, touchedProfile } from './profiles.ts';
import { ServiceError } from './service-error.ts';

const certificateField = z.enum(attributeFields);

const putInput = z
  .object({
    certificateField,
    mappingRules: z.array(z.object({ specifier: z.string().min(1).max(60) })).min(1),
  })
  .refine(
    (input) =>
      input.mappingRules.every((rule) => isSpecifier(input.certificateField, rule.specifier)),
    { path: ['mappingRules'], message: 'Member must be specifiers of the certificate field' },
  );

const deleteInput = z.object({
  certificateField,
  specifiers: z.array(z.string().min(1).max(60)),
});

/** Replaces the rules of one certificate field. */
export const putAttributeMapping: Operation = (input, context) => {
  const record = findProfile(input, context);
  const mapping = parseInput(putInput, input.body);
  const specifiers = mapping.mappingRules.map(({ specifier }) =>
    normalSpecifier(mapping.certificateField, specifier),
  );
  record.attributeMappings = [
    ...record.attributeMappings.filter(
      (other) => other.certificateField !== mapping.certificateField,
    ),
    {
      certificateField: mapping.certificateField,
      mappingRules: [...new Set(specifiers)].map((specifier) => ({ specifier })),
    },
  ];
  return touchedProfile(record, context);
};

/** Takes the named specifiers away, or without names the whole field. */
export const deleteAttributeMapping: Operation = (input, context) => {
  const record = findProfile(input, context);
  const { certificateField: field, specifiers } = parseInput(deleteInput, {
    certificateField: input.query.get('certificateField'),
    specifiers: input.query.getAll('specifiers'),
  });
  const mapping = record.attributeMappings.find((entry) => entry.certificateField === field);
  if (mapping === undefined) {
    throw new ServiceError('ResourceNotFoundException', `No mapping for ${field} was found`);
  }
  const gone = new Set(specifiers.map((specifier) => normalSpecifier(field, specifier)));
  mapping.mappingRules =
    gone.size === 0 ? [] : mapping.mappingRules.filter((rule) => !gone.has(rule.specifier));
  record.attributeMappings = record.attributeMappings.filter(
    (entry) => entry.mappingRules.length > 0,
  );
  return touchedProfile(record, context);
};
