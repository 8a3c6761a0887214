import { errorMessage } from '../../errors/error-message.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { parseIdentityPolicy } from '../../iam/identity/parse-identity-policy.ts';
import type { InlinePolicy } from './init-target.ts';

/** Texts of the policy files that `iamra.yaml` names, by the name that it has for them. */
export type PolicyFiles = ReadonlyMap<string, string>;

/** The name of the inline policy that a file becomes: `policies/s3-read.json` is `iamra-s3-read`. */
export function inlinePolicyName(file: string): string {
  const name = file.split('/').at(-1) ?? file;
  return `iamra-${name.replace(/\.json$/, '')}`;
}

/**
 * The inline policies of a role, read from their files.
 * @throws {IamraError} IAMRA238 for a file that is missing, no policy, or would take the place of another
 */
export function inlinePolicies(
  role: string,
  paths: readonly string[],
  files: PolicyFiles,
): InlinePolicy[] {
  const byName = new Map<string, string>();
  return paths.map((path) => {
    const name = inlinePolicyName(path);
    const other = byName.get(name);
    if (other !== undefined) {
      throw unusable(
        `${other} and ${path} would both be policy ${name} of role ${role}.`,
        'rename one of them',
      );
    }
    byName.set(name, path);
    if (!/^[\w+=,.@-]{1,128}$/.test(name)) {
      throw unusable(
        `${path} gives no name for a policy of IAM.`,
        'take letters, digits and + = , . @ - _ for its name',
      );
    }
    return { name, document: policyDocument(path, files) };
  });
}

/**
 * The policy in a file, as compact JSON.
 * @throws {IamraError} IAMRA238
 */
export function policyDocument(path: string, files: PolicyFiles): string {
  const text = files.get(path);
  if (text === undefined) {
    throw unusable(
      `There is no policy file ${path}.`,
      `write it: iamra.yaml looks for ${path} beside itself`,
    );
  }
  try {
    parseIdentityPolicy(text);
  } catch (cause) {
    throw new IamraError('IAMRA238', `${path} holds no policy: ${errorMessage(cause)}`, { cause });
  }
  const outside = /[^\t\n\r\u0020-\u00ff]/.exec(text)?.[0];
  if (outside !== undefined) {
    throw unusable(
      `${path} has “${outside}”, which IAM takes in no policy.`,
      'take Latin-1 characters only',
    );
  }
  return JSON.stringify(JSON.parse(text));
}

function unusable(message: string, fix: string): IamraError {
  return new IamraError('IAMRA238', message, { fix });
}
