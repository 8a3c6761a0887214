import type { AwsRefusal } from './until-seen.ts';

/** IAM doesn't see a role that was just made. */
export function isRoleUnseen({ name, message }: AwsRefusal): boolean {
  return /^NoSuchEntity/.test(name) && /role with name/i.test(message);
}

/** Roles Anywhere doesn't see one of these roles; who may not pass it is told so, and needs no second call. */
export function isOneUnseen(roleArns: readonly string[]): (refusal: AwsRefusal) => boolean {
  const names = roleArns.flatMap((arn) => [arn, arn.split('/').at(-1) ?? arn]);
  return ({ name, message }) =>
    /^(ValidationException|AccessDeniedException|ResourceNotFoundException)$/.test(name) &&
    !/not authorized to perform/i.test(message) &&
    names.some((role) => message.includes(role));
}

/** Roles Anywhere doesn't see a trust anchor or profile that was just made. */
export function isResourceUnseen({ name }: AwsRefusal): boolean {
  return name === 'ResourceNotFoundException';
}
