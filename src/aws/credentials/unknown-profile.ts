import { IamraError } from '../../core/errors/iamra-error.ts';
import { nearest } from '../../core/nearest.ts';
import type { SharedConfig } from '../reach/shared-config.ts';

/** Tells somebody who named a profile that isn't there which there are. */
export function unknownProfile(name: string, { profiles }: SharedConfig): IamraError {
  const names = Object.keys(profiles);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const meant = nearest(name, names);
  return new IamraError('IAMRA287', `The AWS CLI has no profile “${name}”; ${known}.`, {
    fix:
      meant === undefined ? `aws configure --profile ${name}` : `name it with --profile ${meant}`,
  });
}
