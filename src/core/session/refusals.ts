import type { IamraCode } from '../errors/catalogue.ts';
import { describeSkew } from './clock-skew.ts';
import { identityUri, lastPart, oneLineName, type RefusedSession } from './refused-session.ts';

/** A refusal of CreateSession as AWS words it, and what it means. */
export interface Refusal {
  readonly applies: (message: string, session: RefusedSession) => boolean;
  readonly code: IamraCode;
  /** Continues the sentence that quotes AWS. */
  readonly cause: (session: RefusedSession) => string;
  /** Where the catalogue's can be closer. */
  readonly fix?: (session: RefusedSession) => string;
}

/**
 * What AWS answers and why, most certain first.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/troubleshooting.html
 */
export const refusals: readonly Refusal[] = [
  {
    applies: (message, session) => aboutCertificate(message) && session.skewMilliseconds !== 0,
    code: 'IAMRA410',
    cause: ({ skewMilliseconds }) => `the clock here is ${describeSkew(skewMilliseconds)}`,
  },
  {
    applies: (message, session) => aboutCertificate(message) && outsideValidity(session),
    code: 'IAMRA406',
    cause: validityProblem,
  },
  {
    applies: (message, { identity }) =>
      /insufficient certificate/i.test(message) || (isGeneric(message) && hasNoSubject(identity)),
    code: 'IAMRA408',
    cause: ({ identity }) =>
      hasNoSubject(identity)
        ? 'the certificate has no subject'
        : 'the certificate lacks what Roles Anywhere demands of one',
  },
  {
    applies: (message) => /untrusted/i.test(message),
    code: 'IAMRA407',
    cause: ({ identity, input }) =>
      `the issuer of the certificate, ${oneLineName(identity.certificate.issuer)}, leads to no CA of ${input.trustAnchorArn}, or the certificate, ${identity.certificate.serialNumber}, is revoked`,
    fix: ({ input }) =>
      `compare the issuer with the anchor: aws rolesanywhere get-trust-anchor --region ${input.region} --trust-anchor-id ${lastPart(input.trustAnchorArn)}`,
  },
  {
    applies: (message) => /invalid signature/i.test(message),
    code: 'IAMRA409',
    cause: () => 'the request was changed on its way, or a clock is wrong',
  },
  {
    applies: (message) => /trust anchor wasn.t found/i.test(message),
    code: 'IAMRA411',
    cause: ({ input }) =>
      `${input.trustAnchorArn} does not exist in ${input.region} or is disabled`,
    fix: ({ input }) =>
      `aws rolesanywhere get-trust-anchor --region ${input.region} --trust-anchor-id ${lastPart(input.trustAnchorArn)}`,
  },
  {
    applies: (message) => /invalid or empty profile/i.test(message),
    code: 'IAMRA412',
    cause: ({ input }) => `${input.profileArn} does not exist in ${input.region} or is disabled`,
    fix: ({ input }) =>
      `aws rolesanywhere get-profile --region ${input.region} --profile-id ${lastPart(input.profileArn)}`,
  },
  {
    applies: (message) => /isn.t one of those listed in the profile/i.test(message),
    code: 'IAMRA413',
    cause: ({ input }) => `${input.profileArn} does not list ${input.roleArn}`,
  },
  {
    applies: (message) => /unable to assume role/i.test(message),
    code: 'IAMRA414',
    cause: ({ input, identity }) =>
      `the trust policy of the role must allow sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity to rolesanywhere.amazonaws.com for aws:SourceArn ${input.trustAnchorArn} and aws:PrincipalTag/x509SAN/URI ${identityUri(identity) ?? '(the certificate has no URI)'}; a profile whose attributeMappings are null sends no such tag, and a role just made takes seconds to be known`,
    fix: ({ input }) =>
      `compare: aws iam get-role --role-name ${lastPart(input.roleArn)} --query Role.AssumeRolePolicyDocument; then: aws rolesanywhere get-profile --region ${input.region} --profile-id ${lastPart(input.profileArn)} --query profile.attributeMappings (iamra init puts them back); for a new role, wait`,
  },
  {
    applies: (message) => /exceeds the maxsessionduration/i.test(message),
    code: 'IAMRA415',
    cause: ({ input }) => `${durationOf(input.durationSeconds)} is more than the role allows`,
    fix: ({ input }) =>
      `set iamra.dev/session-duration to no more than: aws iam get-role --role-name ${lastPart(input.roleArn)} --query Role.MaxSessionDuration`,
  },
  {
    applies: (message) => /not authorized to set rolesessionname/i.test(message),
    code: 'IAMRA416',
    cause: ({ input }) => `${input.profileArn} accepts no session names`,
    fix: ({ input }) =>
      `aws rolesanywhere update-profile --region ${input.region} --profile-id ${lastPart(input.profileArn)} --accept-role-session-name`,
  },
];

/** What AWS says of a certificate whose dates, or whose signature's date, it does not take. */
function aboutCertificate(message: string): boolean {
  return /untrusted|invalid signature|expired/i.test(message) || isGeneric(message);
}

function isGeneric(message: string): boolean {
  return /^access ?denied(exception)?\.?$/i.test(message);
}

function hasNoSubject({ certificate }: RefusedSession['identity']): boolean {
  return oneLineName(certificate.subject) === '';
}

function outsideValidity({ identity, now }: RefusedSession): boolean {
  const { validFromDate, validToDate } = identity.certificate;
  return now < validFromDate || now > validToDate;
}

function validityProblem({ identity, now }: RefusedSession): string {
  const { validFromDate, validToDate } = identity.certificate;
  return now > validToDate
    ? `the certificate expired at ${validToDate.toISOString()}`
    : `the certificate is not valid before ${validFromDate.toISOString()}`;
}

function durationOf(seconds: number | undefined): string {
  return seconds === undefined ? "the profile's duration" : `${seconds} seconds`;
}
