import { join } from 'node:path';
import type { ServiceAccountName } from '../../../src/core/identity/service-account.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import { createSessionRequest } from '../../../src/core/session/create-session-request.ts';
import { readCaKeyFile } from '../../../src/files/ca-key-file.ts';
import { signingIdentity, validAround } from '../../fixtures/certificates.ts';
import { send } from '../../fixtures/session-world.ts';
import type { AwsSide } from './aws-side.ts';

/** Asks for a session of a role as a ServiceAccount’s agent does; gives AWS’s refusal, or `session`. */
export async function askSession(
  { aws, directory, config }: AwsSide,
  serviceAccount: ServiceAccountName,
  roleName: string,
): Promise<unknown> {
  const { cluster, region, trustAnchor, profile, roles } = await config();
  const issuer = await readCaKeyFile(join(directory, 'ca.key'));
  if (issuer === undefined) throw new Error('there is no CA');
  const validity = validAround(new Date());
  const leaf = await issueWorkloadCertificate({ cluster, serviceAccount, issuer, ...validity });
  const target = {
    endpoint: aws.emulator.url,
    region,
    trustAnchorArn: trustAnchor?.arn ?? '',
    profileArn: profile?.arn ?? '',
    roleArn: roles.find(({ name }) => name === roleName)?.arn ?? '',
  };
  const request = createSessionRequest(target, signingIdentity(leaf), new Date());
  const { status, message } = await send(request);
  return status === 201 ? 'session' : message;
}
