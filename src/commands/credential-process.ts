import * as Flags from '@oclif/core/flags';
import { credentialProcess } from '../actions/credential-process/credential-process.ts';
import { BaseCommand } from '../cli/base-command.ts';

export default class CredentialProcess extends BaseCommand {
  static override summary = 'Print credentials for the AWS CLI and SDKs of this host';
  static override description =
    'For credential_process in ~/.aws/config, on hosts without Kubernetes: signs CreateSession with a certificate and prints the credentials as JSON. Asks again while AWS throttles or cannot be reached, 45 seconds at most; the reason goes to stderr.';
  static override examples = [
    {
      description: 'With a certificate that a CA of the trust anchor has issued',
      command:
        '<%= config.bin %> credential-process --certificate tls.crt --private-key tls.key --trust-anchor-arn ARN --ra-profile-arn ARN --role-arn ARN',
    },
  ];
  // The result is JSON in any case.
  static override enableJsonFlag = false;
  static override flags = {
    certificate: Flags.string({
      description: 'PEM file with the certificate, then its intermediates',
      helpValue: 'FILE',
      required: true,
    }),
    'private-key': Flags.string({
      description: 'PEM file with its key, RSA or EC',
      helpValue: 'FILE',
      required: true,
    }),
    'trust-anchor-arn': Flags.string({
      description: 'trust anchor; its region is the one that is asked',
      helpValue: 'ARN',
      required: true,
    }),
    'ra-profile-arn': Flags.string({
      description: 'Roles Anywhere profile',
      helpValue: 'ARN',
      required: true,
    }),
    'role-arn': Flags.string({ description: 'IAM role', helpValue: 'ARN', required: true }),
    'session-duration': Flags.integer({
      description: 'seconds, 900 to 43200 (default: what the Roles Anywhere profile says)',
      helpValue: 'SECONDS',
    }),
    'session-name': Flags.string({
      description: 'role session name, where the Roles Anywhere profile accepts one',
      helpValue: 'NAME',
    }),
    'endpoint-url': Flags.string({
      description: 'URL in place of AWS’s own, such as a VPC endpoint’s or an emulator’s',
      helpValue: 'URL',
      env: 'AWS_ENDPOINT_URL_ROLESANYWHERE',
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(CredentialProcess);
    const context = this.createContext();
    const credentials = await credentialProcess(context, {
      certificateFile: flags.certificate,
      privateKeyFile: flags['private-key'],
      trustAnchorArn: flags['trust-anchor-arn'],
      profileArn: flags['ra-profile-arn'],
      roleArn: flags['role-arn'],
      durationSeconds: flags['session-duration'],
      sessionName: flags['session-name'],
      endpointUrl: flags['endpoint-url'],
    });
    context.terminal.print(JSON.stringify(credentials));
  }
}
