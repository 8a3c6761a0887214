import type { TemplateResult } from '../../actions/export/export-template.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { printTemplate } from '../../cli/print-template.ts';
import { templateFlags, templateInput } from '../../cli/template-flags.ts';

export default class ExportCloudFormation extends BaseCommand {
  static override summary = 'Print what init would make, for CloudFormation to make';
  static override description =
    'Trust anchor, roles and Roles Anywhere profile, with the very policies that init sends. It takes iamra.yaml, the flags of init, or both, and asks nothing of AWS. Afterwards iamra init finds what was made, and changes nothing that is right.';
  static override examples = [
    {
      description: 'For who has no iamra.yaml yet',
      command:
        '<%= config.bin %> export cloudformation --cluster home --account 123456789012 --region eu-west-1 --ca-certificate ca.pem --role web --service-account default/web --policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    },
    {
      description: 'From iamra.yaml',
      command: '<%= config.bin %> export cloudformation --out iamra.yml',
    },
  ];
  static override flags = templateFlags;

  override async run(): Promise<TemplateResult> {
    const { flags } = await this.parse(ExportCloudFormation);
    const input = templateInput('cloudformation', flags);
    const how = { out: flags.out, json: this.jsonEnabled() };
    return printTemplate(this.createContext(), input, how);
  }
}
