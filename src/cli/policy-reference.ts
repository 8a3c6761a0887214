import { dirname, relative, resolve, sep } from 'node:path';
import { parseArn } from '../core/arn.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/**
 * A policy as `iamra.yaml` names it: its ARN, or its file as seen from there.
 * @throws {IamraError} IAMRA901 for what is neither
 */
export function policyReference(flag: string, text: string, configFile: string): string {
  if (isPolicyArn(text)) return text;
  if (text.endsWith('.json') && parseArn(text) === undefined) return policyFile(text, configFile);
  throw new IamraError(
    'IAMRA901',
    `${flag} “${text}” is neither the ARN of an IAM policy nor a .json file.`,
    { fix: 'give it as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, or as s3-read.json' },
  );
}

/**
 * The ARN of a policy.
 * @throws {IamraError} IAMRA901 for what is none
 */
export function policyArn(flag: string, text: string): string {
  if (isPolicyArn(text)) return text;
  throw new IamraError('IAMRA901', `${flag} “${text}” is not the ARN of an IAM policy.`, {
    fix: 'give it as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
}

function isPolicyArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'iam' && arn.resource.startsWith('policy/');
}

function policyFile(path: string, configFile: string): string {
  return relative(resolve(dirname(configFile)), resolve(path))
    .split(sep)
    .join('/');
}
