import * as Flags from '@oclif/core/flags';
import type { KeyPlace } from '../actions/ca/revocation/key-place.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import {
  parseServiceAccountName,
  type ServiceAccountName,
} from '../core/identity/service-account.ts';
import { parseSerialNumber } from '../core/pki/serial-number.ts';
import { awsSideFlags } from './aws-side-flags.ts';
import { lockFlags } from './lock-flags.ts';

/** What both commands about revocation take. */
export const revocationFlags = {
  serial: Flags.string({
    description:
      'serial number: digits are decimal, colons, letters or 0x make it hex; repeat for more',
    helpValue: 'NUMBER',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'ca-key-file': Flags.string({
    description:
      'file with certificate and private key of the CA (default: its Secret in the cluster)',
    helpValue: 'FILE',
  }),
  'ca-namespace': Flags.string({
    description: 'namespace of the CA’s Secret (default: what cert-manager’s Deployment says)',
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
  }),
  yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
  'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
  ...awsSideFlags,
  ...lockFlags,
};

interface KeyFlags {
  readonly 'ca-key-file'?: string | undefined;
  readonly 'ca-namespace'?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly 'no-cluster': boolean;
}

/** The flags as actions take them. */
export function keyPlace(flags: KeyFlags): KeyPlace {
  return {
    caKeyFile: flags['ca-key-file'],
    caNamespace: flags['ca-namespace'],
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    noCluster: flags['no-cluster'],
  };
}

/** @throws {IamraError} IAMRA901 for what is no serial number */
export function parseSerialNumbers(texts: readonly string[] = []): string[] {
  return texts.map((text) => {
    const serialNumber = parseSerialNumber(text);
    if (serialNumber !== undefined) return serialNumber;
    throw new IamraError('IAMRA901', `“${text}” is not a serial number.`, {
      fix: 'write it as openssl x509 -serial or AWS shows it: 0a:1b:2c, 0x0a1b2c or 662316',
    });
  });
}

/** @throws {IamraError} IAMRA901 for what names no ServiceAccount */
export function parseServiceAccounts(texts: readonly string[] = []): ServiceAccountName[] {
  return texts.map((text) => {
    const account = parseServiceAccountName(text);
    if (account !== undefined) return account;
    throw new IamraError('IAMRA901', `“${text}” is not a ServiceAccount.`, {
      fix: 'write it as NAMESPACE/NAME',
    });
  });
}
