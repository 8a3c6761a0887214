import { describe, expect, it } from 'vitest';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';

const initialise = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--no-cluster', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web'],
];
const user = 'arn:aws:iam::123456789012:user/jane';

interface Refused {
  readonly operation: string;
  readonly status: number;
  readonly name: string;
  readonly message: string;
  /** What the user sees. */
  readonly error: string;
  readonly fix: string;
  readonly exit: number;
}

// Names and words as AWS has them.
const cases: readonly Refused[] = [
  {
    operation: 'CreateTrustAnchor',
    status: 400,
    name: 'ValidationException',
    message: 'Incorrect basic constraints for CA certificate',
    error: 'IAMRA208 CreateTrustAnchor: Incorrect basic constraints for CA certificate',
    fix: 'CA:TRUE, keyCertSign and SHA-256',
    exit: 2,
  },
  {
    operation: 'CreateTrustAnchor',
    status: 400,
    name: 'TooManyTagsException',
    message: 'Too many tags',
    error: 'IAMRA291 CreateTrustAnchor: Too many tags',
    fix: 'name fewer tags',
    exit: 4,
  },
  {
    operation: 'CreateTrustAnchor',
    status: 402,
    name: 'ServiceQuotaExceededException',
    message: 'Trust anchor limit of 50 exceeded',
    error: 'IAMRA291 CreateTrustAnchor: Trust anchor limit of 50 exceeded',
    fix: 'aws service-quotas list-service-quotas',
    exit: 4,
  },
  {
    operation: 'CreateTrustAnchor',
    status: 403,
    name: 'AccessDeniedException',
    message: `User: ${user} is not authorized to perform: iam:CreateServiceLinkedRole on resource: *`,
    error: 'IAMRA204 CreateTrustAnchor was refused: User',
    fix: `allow iam:CreateServiceLinkedRole to ${user}`,
    exit: 4,
  },
  {
    operation: 'CreateProfile',
    status: 403,
    name: 'AccessDeniedException',
    message: `User: ${user} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/web`,
    error: 'IAMRA204 CreateProfile was refused: User',
    fix: `allow iam:PassRole to ${user}`,
    exit: 4,
  },
  {
    operation: 'ListProfiles',
    status: 403,
    name: 'AccessDeniedException',
    message: 'Access denied',
    error: 'IAMRA204 ListProfiles was refused: Access denied',
    fix: 'allow rolesanywhere:ListProfiles',
    exit: 4,
  },
  {
    operation: 'CreateRole',
    status: 403,
    name: 'AccessDenied',
    message: 'Access denied',
    error: 'IAMRA204 CreateRole was refused: Access denied',
    fix: 'allow iam:CreateRole',
    exit: 4,
  },
  {
    operation: 'ListTrustAnchors',
    status: 404,
    name: 'ResourceNotFoundException',
    message: 'Profile not found',
    error: 'IAMRA292 ListTrustAnchors: Profile not found',
    fix: 'run the command again: it looks at what is there now',
    exit: 4,
  },
  {
    operation: 'CreateRole',
    status: 409,
    name: 'LimitExceeded',
    message: 'Cannot exceed quota for RolesPerAccount: 1000',
    error: 'IAMRA291 CreateRole: Cannot exceed quota for RolesPerAccount: 1000',
    fix: 'ask AWS for more',
    exit: 4,
  },
  {
    operation: 'CreateRole',
    status: 409,
    name: 'EntityAlreadyExists',
    message: 'Role with name web already exists.',
    error: 'IAMRA206 CreateRole: Role with name web already exists.',
    fix: 'run the command again',
    exit: 4,
  },
  {
    operation: 'CreateRole',
    status: 400,
    name: 'MalformedPolicyDocument',
    message: 'Has prohibited field Resource',
    error: 'IAMRA293 CreateRole: Has prohibited field Resource',
    fix: 'aws accessanalyzer validate-policy',
    exit: 4,
  },
  {
    operation: 'GetCallerIdentity',
    status: 403,
    name: 'SignatureDoesNotMatch',
    message: 'Signature expired: 20261121T080000Z is now earlier than 20261121T084500Z',
    error: 'IAMRA211 GetCallerIdentity: Signature expired',
    fix: 'aws sts get-caller-identity',
    exit: 3,
  },
  {
    operation: 'GetCallerIdentity',
    status: 500,
    name: 'InternalFailure',
    message: 'We encountered an internal error',
    error: 'IAMRA294 GetCallerIdentity: We encountered an internal error',
    fix: 'health.aws.amazon.com',
    exit: 3,
  },
];

describe('what AWS refuses is told with what mends it:', () => {
  it.each(cases)('$name of $operation is $error', async (refused) => {
    const { operation, status, name, message } = refused;
    const { environment } = await emulatedAws({
      faults: [{ match: { operation }, fault: { kind: 'error', status, name, message } }],
    });
    const directory = await temporaryDirectory();
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain(`Error ${refused.error}`);
    expect(stderr).toContain(refused.fix);
    expect(stderr).toContain('docs/errors.md#iamra2');
    expect(exitCode).toBe(refused.exit);
  });
});
