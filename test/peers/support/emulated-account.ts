import { spiffeId } from '../../../src/core/identity/spiffe-id.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import { makeCa } from '../../fixtures/certificates.ts';
import { type HttpsEmulator, httpsEmulator } from './https-emulator.ts';
import { pythonProgram } from './python-program.ts';
import { runForJson } from './run-program.ts';
import { cluster, web } from './workload.ts';

interface Arns {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  /** A role that trusts the same identity and is not in the profile. */
  readonly unlistedRoleArn: string;
}

/** An emulator in which ServiceAccount `web` may assume role `web`. */
export interface EmulatedAccount extends HttpsEmulator, Arns {
  /** The CA of the trust anchor. */
  readonly ca: IssuedCertificate;
}

/** @param pathLength how many CAs may stand below the anchor's */
export async function emulatedAccount(
  pathLength: number,
  options: Pick<EmulatorOptions, 'issueSeconds'> = {},
): Promise<EmulatedAccount> {
  const ca = await makeCa(new Date(), { name: 'anchor', pathLength });
  const command = await pythonProgram('current', 'set_up_account.py');
  const emulator = await httpsEmulator(options);
  try {
    const arns = await runForJson(command, {
      environment: { ...emulator.environment, ...emulator.administrator },
      input: { certificate: ca.certificatePem, identity: spiffeId(cluster, web) },
    });
    return { ...emulator, ...(arns as Arns), ca };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}
