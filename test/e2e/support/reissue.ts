import { X509Certificate } from 'node:crypto';
import { subjectCalls } from '../../../src/aws/roles-anywhere/subjects.ts';
import { rolesAnywhereClient } from '../../fixtures/emulator-clients.ts';
import type { UserMachine } from './installation.ts';
import { pollCluster } from './poll-cluster.ts';
import { renewCertificate } from './renew-certificate.ts';

/**
 * Has the certificate of a ServiceAccount issued anew; gives the seconds until AWS issued a session for the
 * new one, by its serial number.
 */
export async function reissue(
  machine: UserMachine,
  namespace: string,
  account: string,
): Promise<number> {
  const secret = `iamra-${account}`;
  const before = await serialNumber(machine, namespace, secret);
  const begin = Date.now();
  await renewCertificate(machine, namespace, secret);
  const fresh = await pollCluster(async () => {
    const now = await serialNumber(machine, namespace, secret);
    return now === before ? undefined : now;
  });
  await pollCluster(async () => (await knownSerialNumbers(machine)).has(fresh) || undefined);
  return (Date.now() - begin) / 1000;
}

/** Decimal, as AWS writes it. */
async function serialNumber(
  { kubectl }: UserMachine,
  namespace: string,
  secret: string,
): Promise<string> {
  const path = '--output=jsonpath={.data.tls\\.crt}';
  const base64 = await kubectl(['get', 'secret', secret, `--namespace=${namespace}`, path]);
  return BigInt(`0x${new X509Certificate(Buffer.from(base64, 'base64')).serialNumber}`).toString();
}

/** Those for which there was a session. */
async function knownSerialNumbers({ emulator }: UserMachine): Promise<ReadonlySet<string>> {
  const { listSubjects, getSubject } = subjectCalls(rolesAnywhereClient(emulator));
  const subjects = await Promise.all((await listSubjects()).map(({ id }) => getSubject(id)));
  const seen = subjects.flatMap((subject) => subject?.credentials ?? []);
  return new Set(seen.filter(({ failed }) => !failed).map(({ serialNumber }) => serialNumber));
}
