import { type EksAnnotationKey, eksAnnotationKey } from '../annotation-keys.ts';
import { type AnnotationRule, containerNames, roleArn } from './annotation-rules.ts';

const truths = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const untruths = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What EKS' annotations may hold. */
export const eksAnnotationRules: ReadonlyMap<string, AnnotationRule> = new Map<
  EksAnnotationKey,
  AnnotationRule
>([
  [eksAnnotationKey.roleArn, roleArn],
  [eksAnnotationKey.skipContainers, containerNames],
  [eksAnnotationKey.audience, { allowed: 'any text', accepts: () => true }],
  [
    eksAnnotationKey.tokenExpiration,
    { allowed: 'whole seconds from 600 to 86400', accepts: (value) => /^\d{1,9}$/.test(value) },
  ],
  [
    eksAnnotationKey.stsRegionalEndpoints,
    { allowed: '“true” or “false”', accepts: (value) => [...truths, ...untruths].includes(value) },
  ],
]);

/** Reads a truth value as Go, and with it EKS, does. */
export function isTrue(value: string): boolean {
  return truths.includes(value);
}
