import type { IdentityListResult } from '../../actions/identity/identity-result.ts';
import { listIdentities } from '../../actions/identity/list-identities.ts';
import { identityFlags, identityInput, warnOfSilence } from '../../cli/identity-flags.ts';
import { namespaceFlags } from '../../cli/namespace-flags.ts';
import { OutputCommand } from '../../cli/output-command.ts';
import { renderIdentities } from '../../cli/render-identities.ts';

export default class IdentityList extends OutputCommand {
  static override summary = 'List the identities of ServiceAccounts: certificate, role, pods';
  static override description =
    'Shows each ServiceAccount that asks for credentials or has a certificate: whether the certificate is ready and when it ends, its roles, when AWS last saw a certificate of it, and how many pods use it. Reads only; no Secret is read. Works without AWS, and says then what it could not ask.';
  static override examples = [
    '<%= config.bin %> identity list',
    { description: 'One namespace', command: '<%= config.bin %> identity list -n shop' },
    {
      description: 'Those that AWS has never seen',
      command:
        "<%= config.bin %> identity list -o json | jq -r '.identities[] | select(.asked and .lastSeenAt == null).serviceAccount'",
    },
  ];
  static override flags = {
    ...namespaceFlags,
    ...identityFlags,
  };

  override async run(): Promise<IdentityListResult> {
    const { flags } = await this.parse(IdentityList);
    const context = this.createContext();
    const { terminal } = context;
    const { namespace } = flags;
    const result = await terminal.step('Ask the cluster and AWS', () =>
      listIdentities(context, identityInput(flags), namespace),
    );
    warnOfSilence(terminal, result.aws);
    if (!this.jsonEnabled()) {
      const place = { namespace, now: context.now() };
      terminal.print(renderIdentities(result, place, process.stdout));
    }
    return result;
  }
}
