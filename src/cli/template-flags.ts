import * as Flags from '@oclif/core/flags';
import type { TemplateFormat, TemplateInput } from '../actions/export/export-template.ts';
import { exportFlags } from './export-flags.ts';
import { type InitFlags, initInput, wantedFlags } from './init-flags.ts';

/** What a template is made of: the flags of `init`, as far as they say what is wanted. */
export const templateFlags = {
  ...wantedFlags,
  ...exportFlags,
  ca: Flags.option({
    description:
      'which CA: your own in --ca-key-file, or the one that cert-manager made for the chart',
    options: ['file', 'cluster'] as const,
  })(),
  'ca-certificate': Flags.string({
    description: 'PEM file with the certificate of the CA, in place of asking the cluster for it',
    helpValue: 'FILE',
    exclusive: ['ca', 'ca-key-file'],
  }),
  'ca-key-file': Flags.string({
    description:
      'file that init made for certificate and key of the CA; only the certificate is taken',
    helpValue: 'FILE',
  }),
};

interface TemplateFlags extends InitFlags {
  readonly account?: string | undefined;
  readonly 'ca-certificate'?: string | undefined;
}

/** The flags as the export takes them. @throws {IamraError} IAMRA901 naming the flag that is wrong or missing */
export function templateInput(format: TemplateFormat, flags: TemplateFlags): TemplateInput {
  return {
    ...initInput(flags),
    format,
    account: flags.account,
    caCertificate: flags['ca-certificate'],
  };
}
