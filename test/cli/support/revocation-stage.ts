import type { IamraConfig } from '../../../src/core/config/iamra-config.ts';
import { spiffeId } from '../../../src/core/identity/spiffe-id.ts';
import { readCertificate } from '../../../src/core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../../src/core/pki/issue-workload-certificate.ts';
import { createSessionRequest } from '../../../src/core/session/create-session-request.ts';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import { signingIdentity, validAround } from '../../fixtures/certificates.ts';
import { initialisedAws } from '../../fixtures/initialised-aws.ts';
import { send } from '../../fixtures/session-world.ts';
import { certManager, type LoopbackCluster, loopbackCluster } from './cluster.ts';
import { type EmulatedAws, emulatedAws, writes } from './emulated-aws.ts';
import { type Ended, type RunOptions, runIamra } from './run-iamra.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const web = { namespace: 'default', name: 'web' };
/** What the emulator answers for a certificate that it does not trust, as AWS does. */
export const untrusted = 'Untrusted signing certificate';

/** After an `init` with the CA in `ca.key`, for ServiceAccount `web`. */
export interface RevocationStage {
  readonly directory: string;
  readonly aws: EmulatedAws;
  readonly config: IamraConfig;
  readonly ca: IssuedCertificate;
  readonly run: (...words: string[]) => Promise<Ended>;
  /** How `run` starts the program. */
  readonly options: Required<Pick<RunOptions, 'directory' | 'environment'>>;
  /** The writes to AWS while this went on. */
  readonly writesOf: (work: () => Promise<unknown>) => Promise<string[]>;
  /** A certificate of `web`, issued an hour ago. */
  readonly issue: (issuer?: IssuedCertificate, notBefore?: Date) => Promise<IssuedCertificate>;
  /** Asks for a session; gives AWS's refusal, or `session`. */
  readonly ask: (leaf: IssuedCertificate) => Promise<unknown>;
}

export async function revocationStage(
  environment: Readonly<Record<string, string>> = {},
  emulator: EmulatorOptions = {},
): Promise<RevocationStage> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws(emulator);
  const options = { directory, environment: { ...aws.environment, ...environment } };
  const run = (...words: string[]): Promise<Ended> => runIamra(words, options);
  const role = { name: 'web', serviceAccounts: ['default/web'], policies: [] };
  const { config, ca } = await initialisedAws(aws.emulator, [role], {}, { directory });
  if (ca === undefined) throw new Error('init has kept no CA');
  return {
    directory,
    aws,
    config,
    ca,
    run,
    options,
    writesOf: async (work) => {
      const before = (await aws.operations()).length;
      await work();
      return writes((await aws.operations()).slice(before));
    },
    issue: (issuer = ca, notBefore = validAround(new Date()).notBefore) =>
      issueWorkloadCertificate({
        cluster: 'home',
        serviceAccount: web,
        issuer,
        notBefore,
        notAfter: validAround(new Date()).notAfter,
      }),
    ask: async (leaf) => {
      const request = createSessionRequest(
        {
          endpoint: aws.emulator.url,
          region: config.region,
          trustAnchorArn: config.trustAnchor?.arn ?? '',
          profileArn: config.profile?.arn ?? '',
          roleArn: config.roles[0]?.arn ?? '',
        },
        signingIdentity(leaf),
        new Date(),
      );
      const { status, message } = await send(request);
      return status === 201 ? 'session' : message;
    },
  };
}

/** As plans and results write it. */
export function serialOf({ certificatePem }: IssuedCertificate): string {
  return readCertificate(certificatePem).serialNumber.replace(/..(?!$)/g, '$&:');
}

/** A cluster where cert-manager keeps the certificate of `web`. */
export interface CertificateCluster extends LoopbackCluster {
  /** What the Secret holds from now on. */
  readonly hold: (leaf: IssuedCertificate) => void;
  /** Has cert-manager answer each request for a new certificate with this one. */
  readonly reissueWith: (leaf: () => Promise<IssuedCertificate>) => void;
  /** Ends the lock of a run that was killed, as its time does. */
  readonly releaseLock: () => void;
  /** The writes so far, those to the lock left out. */
  readonly writes: () => string[];
}

export async function certificateCluster(): Promise<CertificateCluster> {
  const cluster = await loopbackCluster(...certManager());
  const { api } = cluster;
  const certificate = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'iamra-web', ...{ namespace: web.namespace } },
    spec: { secretName: 'iamra-web', uris: [spiffeId('home', web)] },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
  api.put(certificate);
  let revision = 0;
  const hold = (leaf: IssuedCertificate): void => {
    const encoded = Buffer.from(leaf.certificatePem).toString('base64');
    const { namespace } = web;
    // cert-manager keeps one request, the latest.
    if (revision > 0) api.remove('CertificateRequest', `${namespace}/iamra-web-${revision}`);
    revision++;
    api.put(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'iamra-web', namespace },
        data: { 'tls.crt': encoded },
      },
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'CertificateRequest',
        metadata: { name: `iamra-web-${revision}`, namespace },
        status: { certificate: encoded },
      },
    );
  };
  return {
    ...cluster,
    hold,
    reissueWith: (leaf) => {
      api.intercept(async ({ method, path }) => {
        if (method !== 'PATCH' || !path.endsWith('/certificates/iamra-web/status'))
          return undefined;
        hold(await leaf());
        return { status: 200, body: certificate };
      });
    },
    releaseLock: () => {
      for (const { metadata } of api.list('Lease')) {
        api.remove('Lease', `${metadata.namespace ?? ''}/${metadata.name}`);
      }
    },
    writes: () =>
      api.calls
        .filter(({ method, path }) => method !== 'GET' && !path.includes('/leases'))
        .filter(({ path }) => !path.endsWith('accessreviews'))
        .map(({ method, path }) => `${method} ${path}`),
  };
}
