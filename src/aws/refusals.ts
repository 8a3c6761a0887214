import type { IamraCode } from '../core/errors/catalogue.ts';
import { permissionFix } from './permission-fix.ts';

/** What AWS said to which call. */
export interface Refusal {
  readonly operation: string;
  readonly name: string;
  readonly message: string;
  /** Of HTTP. */
  readonly status: number | undefined;
}

/** What it means for the person who runs iamra. */
export interface RefusalMeaning {
  readonly code: IamraCode;
  /** Closer than the catalogue's. */
  readonly fix?: string | undefined;
}

interface Rule {
  readonly names: RegExp;
  readonly operations?: RegExp;
  readonly code: IamraCode;
  readonly fix?: (refusal: Refusal) => string | undefined;
}

const again = 'run the command again: it looks at what is there now, and goes on';

// AWS's services name the same fault differently; SDK classes would not match across clients.
const rules: readonly Rule[] = [
  { code: 'IAMRA202', names: /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/ },
  {
    code: 'IAMRA211',
    names:
      /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|InvalidAccessKeyId)$/,
  },
  {
    code: 'IAMRA212',
    names: /^(Throttling(Exception)?|TooManyRequestsException|RequestLimitExceeded)$/,
  },
  { code: 'IAMRA204', names: /^AccessDenied(Exception)?$/, fix: accessFix },
  {
    code: 'IAMRA208',
    names: /^ValidationException$/,
    operations: /^(Create|Update)TrustAnchor$/,
    fix: () =>
      'openssl x509 -in ca.pem -noout -text: AWS demands CA:TRUE, keyCertSign and SHA-256 or better, and takes no public CA',
  },
  {
    code: 'IAMRA291',
    names: /^TooManyTagsException$/,
    fix: () => 'name fewer tags: AWS takes 200 for a trust anchor or Roles Anywhere profile',
  },
  { code: 'IAMRA291', names: /^(LimitExceeded|ServiceQuotaExceeded)(Exception)?$/ },
  {
    code: 'IAMRA292',
    names: /^(ResourceNotFoundException|NoSuchEntity(Exception)?)$/,
    fix: () => again,
  },
  {
    code: 'IAMRA206',
    names: /^EntityAlreadyExists(Exception)?$/,
    fix: () => again,
  },
  { code: 'IAMRA293', names: /^MalformedPolicyDocument(Exception)?$/ },
  {
    code: 'IAMRA204',
    names: /^(ConcurrentModification|EntityTemporarilyUnmodifiable)(Exception)?$/,
    fix: () => again,
  },
];

/** Says what a refusal of AWS means. */
export function meaningOf(refusal: Refusal): RefusalMeaning {
  const rule = rules.find(
    ({ names, operations }) =>
      names.test(refusal.name) && (operations === undefined || operations.test(refusal.operation)),
  );
  if (rule !== undefined) return { code: rule.code, fix: rule.fix?.(refusal) };
  return { code: (refusal.status ?? 0) >= 500 ? 'IAMRA294' : 'IAMRA204' };
}

/** Some refusals don't name what is missing: then it is the action of the call itself. */
function accessFix({ operation, name, message }: Refusal): string {
  const named = permissionFix(message);
  if (named !== undefined) return named;
  const service = name.endsWith('Exception') ? 'rolesanywhere' : 'iam';
  return `allow ${service}:${operation} to the identity that runs iamra, and ask whether a policy of the organisation denies it; “iamra export permissions” prints all that iamra needs`;
}
