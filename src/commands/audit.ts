import * as Flags from '@oclif/core/flags';
import { audit } from '../actions/audit/audit.ts';
import type { AuditResult } from '../actions/audit/audit-result.ts';
import { awsSideFlags, awsSideInput } from '../cli/aws-side-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { renderAudit } from '../cli/render-audit.ts';
import { exitCode } from '../core/errors/exit-code.ts';

export default class Audit extends BaseCommand {
  static override summary = 'List the roles that certificates get which nobody meant';
  static override description =
    'Looks at every role of the account: for each that trusts Roles Anywhere it searches a certificate that the trust policy does not name, and that gets a session all the same. Each finding shows such a certificate and the statement that keeps it out. Reads only; needs no iamra.yaml. Exit code 1 where something is open.';
  static override examples = [
    '<%= config.bin %> audit',
    { description: 'One role', command: '<%= config.bin %> audit --role web' },
  ];
  static override flags = {
    role: Flags.string({
      description: 'only this role, by name or ARN; repeat for more',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...awsSideFlags,
  };

  override async run(): Promise<AuditResult> {
    const { flags } = await this.parse(Audit);
    const context = this.createContext();
    const result = await context.terminal.step('Read roles, trust anchors and profiles', () =>
      audit(context, { ...awsSideInput(flags), roles: flags.role ?? [] }),
    );
    if (!this.jsonEnabled()) context.terminal.print(renderAudit(result, process.stdout));
    process.exitCode = result.ok ? exitCode.ok : exitCode.checksFailed;
    return result;
  }
}
