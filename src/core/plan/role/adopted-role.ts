import { parseArn } from '../../arn.ts';
import type { IamraConfig } from '../../config/iamra-config.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { roleOfOtherAccount } from './role-of-other-account.ts';

/**
 * The name of the role that is to be adopted.
 * @throws {IamraError} IAMRA901 for what is no ARN of a role, IAMRA240 for one of another account, IAMRA249 for one that iamra made or that AWS keeps
 */
export function nameOfAdopted(text: string, { account, roles }: IamraConfig): string {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
    throw new IamraError('IAMRA901', `“${text}” is not the ARN of an IAM role.`, {
      fix: 'give it as arn:aws:iam::123456789012:role/NAME',
    });
  }
  if (arn.account !== account) throw roleOfOtherAccount(arn, account);
  if (/^role\/aws-(service-role|reserved)\//.test(arn.resource)) {
    throw new IamraError('IAMRA249', `Role ${text} belongs to AWS, which lets nobody change it.`);
  }
  const name = arn.resource.split('/').at(-1) ?? '';
  const present = roles.find((role) => role.name === name);
  if (present === undefined || present.adopted === true) return name;
  throw new IamraError(
    'IAMRA249',
    `Role ${name} is in iamra.yaml already, as one that iamra made.`,
    {
      fix: `iamra role add ${name} --service-account NAMESPACE/NAME`,
    },
  );
}

/**
 * The name of the role that is to be made, or extended.
 * @throws {IamraError} IAMRA901 for an ARN of our account, IAMRA240 for one of another
 */
export function nameOfAdded(text: string, { account }: IamraConfig): string {
  const arn = parseArn(text);
  if (arn === undefined) return text;
  if (arn.service === 'iam' && arn.account !== account) throw roleOfOtherAccount(arn, account);
  throw new IamraError('IAMRA901', `“${text}” is an ARN: roles that iamra makes go by name.`, {
    fix: `give the name, or take a role that exists: iamra role adopt ${text}`,
  });
}
