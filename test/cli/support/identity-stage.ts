import { join } from 'node:path';
import * as z from 'zod';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import { createSessionRequest } from '../../../src/core/session/create-session-request.ts';
import { readCaKeyFile } from '../../../src/files/ca-key-file.ts';
import { signingIdentity, validAround } from '../../fixtures/certificates.ts';
import { send } from '../../fixtures/session-world.ts';
import { type AwsSide, initialised } from './aws-side.ts';
import { type BareCluster, bareCluster, secret } from './healthy-cluster.ts';
import { healthyInstallation } from './healthy-installation.ts';
import type { Ended } from './run-iamra.ts';

const moment = z.iso.datetime().nullable();
const aws = z.union([
  z.strictObject({ asked: z.literal(true) }),
  z.strictObject({
    asked: z.literal(false),
    code: z.string().regex(/^IAMRA\d{3}$/),
    reason: z.string(),
    fix: z.string(),
  }),
]);
const listed = z.strictObject({
  serviceAccount: z.string(),
  identity: z.string().startsWith('spiffe://').nullable(),
  secret: z.string(),
  certificate: z
    .strictObject({
      name: z.string(),
      ready: z.boolean(),
      message: z.string(),
      notBefore: moment,
      notAfter: moment,
      renewalTime: moment,
    })
    .nullable(),
  roles: z.array(z.string().startsWith('arn:')),
  pods: z.array(z.string()),
  asked: z.boolean(),
  lastSeenAt: moment,
});
/** Of `identity list --json`. */
export const listResult = z.strictObject({
  cluster: z.string().nullable(),
  aws,
  identities: z.array(listed),
});
/** Of `identity show --json`. */
export const showResult = z.strictObject({
  cluster: z.string().nullable(),
  aws,
  identities: z.array(
    listed.extend({
      pods: z.array(
        z.strictObject({
          name: z.string(),
          owner: z.string(),
          roleArn: z.string().nullable(),
          agentRunning: z.boolean(),
        }),
      ),
      issued: z
        .strictObject({
          subject: z.string(),
          issuer: z.string(),
          uris: z.array(z.string()),
          serialNumber: z.string().regex(/^[0-9a-f]+$/),
          notBefore: z.iso.datetime(),
          notAfter: z.iso.datetime(),
        })
        .nullable(),
      subjects: z.array(
        z.strictObject({
          arn: z.string().startsWith('arn:'),
          enabled: z.boolean(),
          lastSeenAt: moment,
          issued: z
            .union([
              z.strictObject({ seen: z.literal(false) }),
              z.strictObject({ seen: z.literal(true), seenAt: moment, failed: z.boolean() }),
            ])
            .nullable(),
        }),
      ),
      warnings: z.array(z.string()),
    }),
  ),
});

export const web = { namespace: 'default', name: 'web' };
export const roleArn = 'arn:aws:iam::123456789012:role/web';
export const uri = 'spiffe://home/ns/default/sa/web';

export interface IdentityStage {
  readonly side: AwsSide;
  readonly cluster: BareCluster;
  readonly identity: (...words: string[]) => Promise<Ended>;
}

/** A cluster with one workload, default/web, whose Certificate cert-manager has issued. */
export async function identityStage(): Promise<IdentityStage> {
  const cluster = await bareCluster();
  const side = await initialised({ environment: cluster.environment });
  await healthyInstallation(cluster, side.directory);
  return { side, cluster, identity: (...words) => side.run('identity', ...words) };
}

/** Puts another certificate into the Secret of default/web, as cert-manager does when it renews. */
export async function renew({ side, cluster }: IdentityStage): Promise<IssuedCertificate> {
  const issuer = await readCaKeyFile(join(side.directory, 'ca.key'));
  if (issuer === undefined) throw new Error('there is no CA');
  const order = { cluster: 'home', serviceAccount: web, issuer, ...validAround(new Date()) };
  const leaf = await issueWorkloadCertificate(order);
  cluster.api.put(secret('default', 'iamra-web', leaf.certificatePem));
  return leaf;
}

/** Asks AWS for a session of a role with a certificate. */
export async function askWith(
  { side }: IdentityStage,
  leaf: IssuedCertificate,
  role: string,
): Promise<number | undefined> {
  const { region, trustAnchor, profile } = await side.config();
  const target = {
    endpoint: side.aws.emulator.url,
    region,
    trustAnchorArn: trustAnchor?.arn ?? '',
    profileArn: profile?.arn ?? '',
    roleArn: role,
  };
  const request = createSessionRequest(target, signingIdentity(leaf), new Date());
  return (await send(request)).status;
}
