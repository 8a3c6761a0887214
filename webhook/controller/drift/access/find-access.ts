import type { DriftConfig } from '../drift-config.ts';
import type { AwsAccess } from './aws-access.ts';
import { CredentialsSecret } from './credentials-secret.ts';
import { OwnIdentity, type OwnIdentityOptions } from './own-identity.ts';

/**
 * The way to AWS: the controller's own identity, else what a platform gives to the pod (IRSA, EKS Pod
 * Identity), else a Secret. Never the node's role; undefined where there is nothing.
 */
export function findAccess(
  { roleArn, credentialsDirectory }: DriftConfig,
  parts: Omit<OwnIdentityOptions, 'roleArn'>,
): AwsAccess | undefined {
  if (roleArn !== undefined) return new OwnIdentity({ ...parts, roleArn });
  if (isGivenByPlatform(parts.environment)) {
    return { description: 'the identity that the platform gives', credentials: () => undefined };
  }
  return credentialsDirectory === undefined
    ? undefined
    : new CredentialsSecret(credentialsDirectory);
}

function isGivenByPlatform(environment: NodeJS.ProcessEnv): boolean {
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  return (
    (has('AWS_WEB_IDENTITY_TOKEN_FILE') && has('AWS_ROLE_ARN')) ||
    has('AWS_CONTAINER_CREDENTIALS_FULL_URI') ||
    has('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')
  );
}
