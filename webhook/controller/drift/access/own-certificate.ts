import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import {
  certificateObject,
  type Issuance,
} from '../../../../src/core/identity/certificate-object.ts';
import { planCertificate } from '../../../../src/core/identity/plan-certificate.ts';
import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../../../src/core/identity/service-account.ts';
import {
  parseSigningIdentity,
  type SigningIdentity,
} from '../../../../src/core/session/signing-identity.ts';
import type { Clock } from '../../../agent/clock.ts';
import { isNotFound } from '../../../kube/api-error.ts';
import type { KubeClient } from '../../../kube/kube-client.ts';
import type { KubeObject } from '../../../kube/kube-object.ts';
import { type Resource, resources } from '../../../kube/resource.ts';
import { ownerReference } from '../../leader/owner-reference.ts';

export interface OwnCertificateOptions {
  readonly client: KubeClient;
  readonly clock: Pick<Clock, 'after'>;
  /** The controller's own. */
  readonly account: ServiceAccountName;
  readonly issuance: Issuance;
}

interface Certificate extends KubeObject {
  readonly spec?: unknown;
}

interface Secret extends KubeObject {
  /** Base64. */
  readonly data?: Readonly<Record<string, string>>;
}

const fieldManager = 'iamra-identity';
const pollMilliseconds = 250;
const patienceMilliseconds = 30_000;

/** The Certificate of the controller's own ServiceAccount, made and held as those of workloads are. */
export class OwnCertificate {
  readonly #options: OwnCertificateOptions;

  constructor(options: OwnCertificateOptions) {
    this.#options = options;
  }

  /**
   * The identity as it is now; makes the Certificate where there is none.
   * @throws {IamraError} IAMRA121 to IAMRA123 where it cannot be made, IAMRA283 where it is not issued in time
   */
  async read(signal: AbortSignal): Promise<SigningIdentity> {
    for (let waited = 0; waited <= patienceMilliseconds; waited += pollMilliseconds) {
      const identity = identityIn(await this.#look(signal));
      if (identity !== undefined) return identity;
      await this.#pause(signal);
    }
    const { namespace, name } = this.#place;
    throw new IamraError(
      'IAMRA283',
      `Certificate ${namespace}/${name} was not issued within ${patienceMilliseconds / 1000} s.`,
      { fix: `kubectl --namespace ${namespace} describe certificate ${name}` },
    );
  }

  get #place(): { readonly namespace: string; readonly name: string } {
    const { account, issuance } = this.#options;
    const { namespace, name } = certificateObject(account, issuance).metadata;
    return { namespace, name };
  }

  /** The Secret, where it is that of a Certificate as it should be. */
  async #look(signal: AbortSignal): Promise<Secret | undefined> {
    const { account, issuance, client } = this.#options;
    const [certificate, secret] = await Promise.all([
      this.#read<Certificate>(resources.certificates, signal),
      this.#read<Secret>(resources.secrets, signal),
    ]);
    const situation = { account, certificate, secret: secret?.metadata, graceMilliseconds: 0 };
    const plan = planCertificate(situation, issuance);
    if (plan.kind === 'keep') return secret;
    if (plan.kind === 'refuse') {
      const { code, message, fix } = plan.problem;
      const whose = `ServiceAccount ${formatServiceAccountName(account)}`;
      throw new IamraError(code, `No certificate for ${whose}: ${message}.`, { fix });
    }
    if (plan.kind === 'apply') {
      const owner = await ownerReference(client, account, { signal });
      const { certificate: wanted, isOurs } = plan;
      const metadata = { ...wanted.metadata, ownerReferences: [owner] };
      const options = { fieldManager, force: isOurs, signal };
      await client.apply(resources.certificates, { ...wanted, metadata }, options);
    }
    return undefined;
  }

  async #read<T extends KubeObject>(
    resource: Resource,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      return await this.#options.client.get<T>(resource, this.#place, { signal });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #pause(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#options.clock.after(pollMilliseconds, resolve);
    });
    signal.throwIfAborted();
  }
}

/** Undefined while cert-manager has yet to fill the Secret. */
function identityIn(secret: Secret | undefined): SigningIdentity | undefined {
  const certificate = secret?.data?.['tls.crt'];
  const key = secret?.data?.['tls.key'];
  if (certificate === undefined || key === undefined) return undefined;
  return parseSigningIdentity(decode(certificate), decode(key));
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}
