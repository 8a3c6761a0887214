import { writeFileSync } from 'node:fs';
import type { IamraError } from '../../src/core/errors/iamra-error.ts';
import { sentenceWithFix } from './endpoints/no-credentials.ts';

const kubernetesDefault = '/dev/termination-log';
// Kubernetes keeps no more of it.
const longestBytes = 4096;

/** Writes code, sentence and fix to where Kubernetes looks for the last words of a container. */
export function writeTerminationLog(env: NodeJS.ProcessEnv, error: IamraError): void {
  const { IAMRA_TERMINATION_LOG: named } = env;
  try {
    // The kubelet makes its file beforehand; elsewhere nothing is to appear in /dev.
    writeFileSync(named ?? kubernetesDefault, terminationMessage(error), {
      flag: named === undefined ? 'r+' : 'w',
    });
  } catch {
    // The log has said it all.
  }
}

/** As much of it as Kubernetes keeps, cut between two characters. */
export function terminationMessage(error: IamraError): string {
  const text = Buffer.from(`${error.code} ${sentenceWithFix(error)}`);
  return new TextDecoder().decode(text.subarray(0, longestBytes), {
    stream: text.length > longestBytes,
  });
}
