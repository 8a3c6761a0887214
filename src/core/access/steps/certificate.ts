import { formatServiceAccountName } from '../../identity/service-account.ts';
import { certificateSecretName } from '../../injection/certificate-secret-name.ts';
import { readCertificates } from '../../pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../pki/distinguished-name.ts';
import { maximumChainLength } from '../../session/signing-identity.ts';
import type { AccessRequest } from '../access-request.ts';
import type { StepVerdict } from '../access-step.ts';
import { leafProblem } from '../leaf-problem.ts';
import { revokedCertificate } from '../revoked-certificate.ts';
import { passed, refused, skipped } from '../step-verdicts.ts';
import { trustedPath } from '../trusted-path.ts';

const notIssued = skipped(
  'no certificate is at hand; the one that iamra issues is as it should be',
);

/** The certificate by itself: kind, subject, dates. */
export function judgeCertificate({ account, certificate, now }: AccessRequest): StepVerdict {
  if (certificate.kind === 'expected') return notIssued;
  const { leaf } = certificate;
  const problem = leafProblem(leaf, now);
  if (problem === undefined) return passed(`valid until ${leaf.notAfter.toISOString()}`);
  const code = problem.kind === 'not-valid' ? 'IAMRA406' : 'IAMRA408';
  const renew = `kubectl --namespace ${account.namespace} get certificate ${certificateSecretName(account.name)}: it says why cert-manager does not renew it`;
  return refused(
    code,
    `the certificate ${problem.reason}`,
    problem.kind === 'not-valid' ? renew : undefined,
  );
}

/** From the certificate to a CA of the trust anchor. */
export function judgeChain({ certificate, trustAnchor, now }: AccessRequest): StepVerdict {
  const anchor = trustAnchor.found;
  if (certificate.kind === 'expected') return notIssued;
  if (anchor === undefined) return skipped('there is no trust anchor');
  const { leaf, chain } = certificate;
  if (chain.length > maximumChainLength) {
    const detail = `the chain holds ${chain.length} certificates, and AWS takes ${maximumChainLength}`;
    return refused('IAMRA407', detail, 'leave out of tls.crt what the path does not need');
  }
  if (anchor.certificates === '') return skipped('an AWS Private CA does not show its certificate');
  const anchors = readCertificates(anchor.certificates);
  const path = trustedPath({ leaf, intermediates: chain, anchors, now });
  if (path.outcome === 'none') {
    const cas = anchors.map(({ subject }) => formatDistinguishedName(subject)).join(' and ');
    const detail = `${path.reason}; trust anchor ${anchor.name} holds ${cas}`;
    return refused(
      'IAMRA407',
      detail,
      'iamra ca show, and compare with the issuer of the certificate',
    );
  }
  const names = path.certificates.slice(1).map(({ subject }) => formatDistinguishedName(subject));
  return passed(`issued by ${names.join(', which was issued by ')}`);
}

/** No list of the anchor revokes it, nor what stands above it. */
export function judgeRevocation(request: AccessRequest): StepVerdict {
  const { account, certificate, trustAnchor, revocationLists, now } = request;
  if (certificate.kind === 'expected') return notIssued;
  const anchor = trustAnchor.found;
  if (anchor === undefined || anchor.certificates === '') {
    return skipped('there is no path whose certificates could be revoked');
  }
  const { leaf, chain } = certificate;
  const anchors = readCertificates(anchor.certificates);
  const path = trustedPath({ leaf, intermediates: chain, anchors, now });
  if (path.outcome === 'none')
    return skipped('there is no path whose certificates could be revoked');
  const revoked = revokedCertificate(path.certificates, revocationLists);
  if (revoked === undefined) {
    const count = revocationLists.length;
    return passed(count === 0 ? 'there is no revocation list' : 'no revocation list names it');
  }
  const name = formatDistinguishedName(revoked.subject);
  return refused(
    'IAMRA275',
    `${name} is revoked, serial number ${revoked.serialNumber}`,
    `iamra ca unrevoke --serial ${revoked.serialNumber}, or have a new certificate issued for ${formatServiceAccountName(account)}`,
  );
}
