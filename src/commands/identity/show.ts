import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { IdentityShowResult } from '../../actions/identity/identity-result.ts';
import { showIdentity } from '../../actions/identity/show-identity.ts';
import {
  askedAccount,
  identityFlags,
  identityInput,
  warnOfSilence,
} from '../../cli/identity-flags.ts';
import { OutputCommand } from '../../cli/output-command.ts';
import { renderIdentity } from '../../cli/render-identity.ts';

export default class IdentityShow extends OutputCommand {
  static override summary = "Show one ServiceAccount's identity: certificate, AWS' view, pods";
  static override description =
    'Shows the certificate in its Secret (the key is not looked at), what cert-manager says about it, when AWS last saw a certificate of this name and whether it saw this one, and the pods that use it. Reads only. Works without AWS, and without the right to read the Secret, and says then what it could not ask.';
  static override examples = [
    '<%= config.bin %> identity show shop/api',
    {
      description: 'For a program',
      command: '<%= config.bin %> identity show api -n shop -o json',
    },
  ];
  static override args = {
    serviceAccount: Args.string({
      name: 'NS/SA',
      description: 'ServiceAccount, as NAMESPACE/NAME, or NAME with -n',
      required: true,
    }),
  };
  static override flags = {
    namespace: Flags.string({
      char: 'n',
      description: 'namespace of the ServiceAccount, where its name has none',
      helpValue: 'NAME',
    }),
    ...identityFlags,
  };

  override async run(): Promise<IdentityShowResult> {
    const { args, flags } = await this.parse(IdentityShow);
    const account = askedAccount(args.serviceAccount, flags.namespace);
    const context = this.createContext();
    const { terminal } = context;
    const result = await terminal.step('Ask the cluster and AWS', () =>
      showIdentity(context, identityInput(flags), account),
    );
    warnOfSilence(terminal, result.aws);
    const warnings = result.identities.flatMap((identity) => identity.warnings);
    for (const warning of warnings) terminal.warn(warning);
    if (!this.jsonEnabled()) {
      terminal.print(renderIdentity(result, context.now(), process.stdout));
    }
    return result;
  }
}
