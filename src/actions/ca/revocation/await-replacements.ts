import type { Context } from '../../../context.ts';
import { colonHex } from '../../../core/pki/serial-number.ts';
import type {
  CertificateToReplace,
  RevocationStep,
} from '../../../core/plan/revocation/revocation-step.ts';
import type { Kube } from '../../../kube/kube.ts';
import { poll } from '../../poll.ts';
import { readSecret } from './find-in-cluster.ts';

/** A certificate that cert-manager was asked to issue anew. */
export interface Replacement {
  readonly namespace: string;
  /** Of the Certificate. */
  readonly name: string;
  /** Hex with colons; null where cert-manager has not issued it in time. */
  readonly serialNumber: string | null;
}

const seconds = 60;
const pollMilliseconds = 500;

/** Waits until each Secret holds a new certificate; what takes longer than a minute is left to cert-manager. */
export async function awaitReplacements(
  context: Context,
  kube: Kube | undefined,
  steps: readonly RevocationStep[],
): Promise<Replacement[]> {
  const replacements: Replacement[] = [];
  if (kube === undefined) return replacements;
  for (const step of steps) {
    if (step.kind !== 'replace-certificate') continue;
    const { namespace, name } = step.certificate;
    const title = `Wait for the new certificate of ${namespace}/${name}`;
    const serialNumber = await context.terminal.step(title, () =>
      newSerialNumber(kube, step.certificate, context.signal),
    );
    if (serialNumber === undefined) {
      context.terminal.warn(
        `After ${seconds} s cert-manager has not issued it: kubectl describe certificate ${name} --namespace ${namespace}`,
      );
    }
    const fresh = serialNumber === undefined ? null : colonHex(serialNumber);
    replacements.push({ namespace, name, serialNumber: fresh });
  }
  return replacements;
}

function newSerialNumber(
  kube: Kube,
  { namespace, secretName, serialNumber }: CertificateToReplace,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ask = async (): Promise<string | undefined> => {
    const facts = await readSecret(kube, namespace, secretName);
    return facts?.serialNumber === serialNumber ? undefined : facts?.serialNumber;
  };
  return poll(ask, { seconds, pollMilliseconds, signal });
}
