import { parseArn } from '../../arn.ts';
import { allowedSessionName, isSessionName } from '../../session/session-name.ts';
import { type AnnotationKey, annotationKey } from '../annotation-keys.ts';
import { sidecars } from '../sidecar.ts';

export interface AnnotationRule {
  /** The end of “allowed: …”. */
  readonly allowed: string;
  accepts(value: string): boolean;
}

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const rolePattern = /^role\/([!-~]+\/)?[\w+=,.@-]{1,64}$/;
const regionPattern = /^[a-z]{2,4}(-[a-z]{1,16}){1,3}-\d{1,2}$/;
const containerNamePattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const secretNamePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longestArn = 2048;
const longestObjectName = 253;

export const containerNames: AnnotationRule = {
  allowed: 'names of containers, separated by commas',
  accepts: (value) => splitContainerNames(value).every((name) => containerNamePattern.test(name)),
};

export const roleArn: AnnotationRule = { allowed: 'the ARN of an IAM role', accepts: isRoleArn };

/** What each annotation of ours may hold. */
export const annotationRules: ReadonlyMap<string, AnnotationRule> = new Map<
  AnnotationKey,
  AnnotationRule
>([
  [annotationKey.roleArn, roleArn],
  [annotationKey.profileArn, resourceRule('profile', 'a Roles Anywhere profile')],
  [annotationKey.trustAnchorArn, resourceRule('trust-anchor', 'a Roles Anywhere trust anchor')],
  [
    annotationKey.region,
    { allowed: 'an AWS region such as eu-west-1', accepts: (value) => regionPattern.test(value) },
  ],
  [
    annotationKey.sessionDuration,
    { allowed: 'whole seconds from 900 to 43200', accepts: isSessionDuration },
  ],
  [annotationKey.sessionName, { allowed: allowedSessionName, accepts: isSessionName }],
  [annotationKey.certificate, { allowed: 'the name of a Secret', accepts: isObjectName }],
  [annotationKey.includeContainers, containerNames],
  [annotationKey.skipContainers, containerNames],
  [annotationKey.credentialsEndpoint, oneOf('container', 'imds')],
  [annotationKey.requireCredentials, oneOf('true', 'false')],
  [annotationKey.sidecar, oneOf(...sidecars)],
  [annotationKey.inject, oneOf('true', 'false')],
]);

/** The names in a comma-separated list; never none, so that an empty list is a bad name. */
export function splitContainerNames(value: string): string[] {
  return value.split(',').map((name) => name.trim());
}

function oneOf(...values: readonly string[]): AnnotationRule {
  return {
    allowed: values.map((value) => `“${value}”`).join(' or '),
    accepts: (value) => values.includes(value),
  };
}

function resourceRule(kind: string, what: string): AnnotationRule {
  const pattern = new RegExp(`^${kind}/${uuid}$`);
  return { allowed: `the ARN of ${what}`, accepts: (value) => isResourceArn(value, pattern) };
}

function isResourceArn(value: string, pattern: RegExp): boolean {
  const arn = value.length > longestArn ? undefined : parseArn(value);
  return (
    arn?.service === 'rolesanywhere' &&
    regionPattern.test(arn.region) &&
    arn.account.length === 12 &&
    pattern.test(arn.resource)
  );
}

function isRoleArn(value: string): boolean {
  const arn = value.length > longestArn ? undefined : parseArn(value);
  return (
    arn?.service === 'iam' &&
    arn.region === '' &&
    arn.account.length === 12 &&
    rolePattern.test(arn.resource)
  );
}

function isSessionDuration(value: string): boolean {
  return /^\d{3,5}$/.test(value) && Number(value) >= 900 && Number(value) <= 43_200;
}

function isObjectName(value: string): boolean {
  return value.length <= longestObjectName && secretNamePattern.test(value);
}
