import { certificateObject } from '../../../src/core/identity/certificate-object.ts';
import { spiffeId } from '../../../src/core/identity/spiffe-id.ts';
import { createSessionRequest } from '../../../src/core/session/create-session-request.ts';
import type { SigningIdentity } from '../../../src/core/session/signing-identity.ts';
import { readConfigFile } from '../../../src/files/config-file.ts';
import { type SessionAnswer, send } from '../../fixtures/session-world.ts';
import type { UserMachine } from './installation.ts';
import { signingRequest } from './signing-request.ts';
import { soundInstallation } from './sound-installation.ts';

/** alice administers one namespace; the identity of the other one has a role in AWS. */
export const [own, other] = ['team-a', 'team-b'];

export const workloadIssuer = {
  group: 'cert-manager.io',
  kind: 'ClusterIssuer',
  name: 'iamra-workload',
};
export const ownIssuer = { group: 'cert-manager.io', kind: 'Issuer', name: 'self-signed' };

/** An installation, both namespaces, and alice with her rights. */
export async function welcomeAlice(machine: UserMachine): Promise<void> {
  await soundInstallation(machine, { namespace: other, serviceAccounts: ['web'] });
  await machine.kubectl(['create', 'namespace', own]);
  const words = ['create', 'rolebinding', 'alice', '--clusterrole=admin', '--user=alice'];
  await machine.kubectl([...words, `--namespace=${own}`]);
}

/** The identity of a ServiceAccount. */
export function uriOf(namespace: string, name = 'web'): string {
  return spiffeId('e2e', { namespace, name });
}

/** What Kubernetes says when a policy refuses: its name, then our sentence. */
export function refusal(policy: string, sentence: string): RegExp {
  return new RegExp(`\\(Forbidden\\).*ValidatingAdmissionPolicy '${policy}' .*denied.*${sentence}`);
}

/** An object of cert-manager in her namespace, without its spec. */
export function certManager(kind: string, name: string): object {
  return { apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace: own } };
}

/** The Certificate that iamra would make for the administrator's own ServiceAccount, but for this. */
export function certificate(name: string, change: object): object {
  const account = { namespace: own, name: 'web' };
  const { spec } = certificateObject(account, { cluster: 'e2e', issuer: 'iamra-workload' });
  return { ...certManager('Certificate', name), spec: { ...spec, secretName: name, ...change } };
}

/** A CertificateRequest of hers for the identity of the other namespace. */
export async function request(name: string, issuerRef: object): Promise<object> {
  const spec = { request: await signingRequest(uriOf(other)), issuerRef };
  return { ...certManager('CertificateRequest', name), spec };
}

/** Creates an object as somebody else. */
export function createAs({ kubectl }: UserMachine, user: string, object: object): Promise<string> {
  return kubectl(['create', '--filename=-', `--as=${user}`], JSON.stringify(object));
}

/** Changes the spec of an object in her namespace as alice. */
export function patchAsAlice(
  { kubectl }: UserMachine,
  [kind, name]: readonly [string, string],
  spec: object,
): Promise<string> {
  return kubectl([
    ...['patch', kind, name, `--namespace=${own}`, '--as=alice'],
    ...['--type=merge', `--patch=${JSON.stringify({ spec })}`],
  ]);
}

/** Asks AWS for the role of the other namespace. */
export async function askForOtherRole(
  { directory, emulator }: UserMachine,
  identity: SigningIdentity,
): Promise<SessionAnswer> {
  const config = await readConfigFile(`${directory}/iamra.yaml`);
  const target = {
    endpoint: emulator.url,
    region: emulator.account.region,
    trustAnchorArn: config?.trustAnchor?.arn ?? '',
    profileArn: config?.profile?.arn ?? '',
    roleArn: config?.roles[0]?.arn ?? '',
  };
  return send(createSessionRequest(target, identity, new Date()));
}
