import type { IssuerState } from '../../../core/checks/cluster-facts.ts';
import type { Kube, ObjectReference } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, type Condition, readOne } from './cluster-reader.ts';

const certManager = 'cert-manager.io/v1';
export const servingName = 'iamra-injector-webhook';

interface Certificate extends ClusterObject {
  readonly spec: { readonly issuerRef: IssuerRef };
}

interface IssuerRef {
  readonly name: string;
  readonly kind?: string;
  readonly group?: string;
}

interface Issuer extends ClusterObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** The issuers of the webhook's TLS certificate, up to the self-signed one, and of workload identities. */
export async function gatherIssuers(world: DoctorWorld): Promise<readonly IssuerState[]> {
  const installation = await world.read('installation');
  if (installation === undefined) return [];
  const kube = await world.kube();
  const { namespace, workloadIssuer } = installation;
  const certificates = await Promise.all(
    [servingName, `${servingName}-ca`].map((name) =>
      readOne<Certificate>(kube, { apiVersion: certManager, kind: 'Certificate', name, namespace }),
    ),
  );
  const references = certificates
    .flatMap((certificate) => certificate?.spec.issuerRef ?? [])
    .filter(({ group = 'cert-manager.io' }) => ['', 'cert-manager.io'].includes(group))
    .map((reference) => referenceOf(reference, namespace));
  references.push({ apiVersion: certManager, kind: 'ClusterIssuer', name: workloadIssuer });
  return Promise.all(references.map((reference) => readIssuer(kube, reference)));
}

function referenceOf({ kind = 'Issuer', name }: IssuerRef, namespace: string): ObjectReference {
  const place = kind === 'Issuer' ? { namespace } : {};
  return { apiVersion: certManager, kind, name, ...place };
}

async function readIssuer(kube: Kube, reference: ObjectReference): Promise<IssuerState> {
  const { kind, name, namespace } = reference;
  const scope = namespace === undefined ? '' : `--namespace ${namespace} `;
  const subject = {
    name: `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    inspect: `kubectl describe ${scope}${kind.toLowerCase()}.cert-manager.io/${name}`,
  };
  const issuer = await readOne<Issuer>(kube, reference);
  if (issuer === undefined) return { ...subject, state: 'missing' };
  const ready = issuer.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return { ...subject, state: 'ready' };
  const message = ready?.message ?? 'cert-manager has not looked at it yet';
  return { ...subject, state: 'not-ready', message };
}
