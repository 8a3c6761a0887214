import { once } from 'node:events';
import * as Flags from '@oclif/core/flags';
import { runEmulator } from '../actions/emulator.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { renderEmulator } from '../cli/render-emulator.ts';
import type { RunningEmulator } from '../emulator/emulator-options.ts';

export default class Emulator extends BaseCommand {
  static override summary = 'Run an emulator of Roles Anywhere, IAM and STS for tests and trials';
  static override description =
    'It verifies CreateSession for real: signature, certificate chain, profile, role and trust policy. It is not AWS, and what it issues is of use to itself alone. It runs until Ctrl-C.';
  static override examples = [
    '<%= config.bin %> emulator --port 9977',
    {
      description: 'HTTPS, reachable from a cluster, sessions that end after 30 seconds',
      command:
        '<%= config.bin %> emulator --host 0.0.0.0 --advertise 10.99.0.1 --https-ca-file ca.pem --issue-seconds 30',
    },
  ];
  static override flags = {
    host: Flags.string({
      description: 'address to listen on',
      default: '127.0.0.1',
      helpValue: 'ADDRESS',
    }),
    port: Flags.integer({
      description: 'port to listen on; 0 for any free one',
      default: 9977,
      min: 0,
      max: 65_535,
    }),
    advertise: Flags.string({
      description: 'host name or address that clients use, if another',
      helpValue: 'HOST',
    }),
    'https-ca-file': Flags.string({
      description: 'serve HTTPS, and write the CA certificate for clients to this file',
      helpValue: 'FILE',
    }),
    account: Flags.string({
      description: 'account to be (default: 123456789012)',
      helpValue: 'ID',
    }),
    partition: Flags.string({
      description: 'partition to be in (default: aws)',
      options: ['aws', 'aws-cn', 'aws-us-gov'],
    }),
    region: Flags.string({
      description: 'region to be in',
      default: 'eu-west-1',
      helpValue: 'REGION',
    }),
    'issue-seconds': Flags.integer({
      description: 'issued credentials expire after so many seconds, whatever was asked for',
      helpValue: 'SECONDS',
      min: 1,
    }),
    'clock-offset': Flags.integer({
      description: 'seconds that the emulator’s clock is ahead; negative for behind',
      helpValue: 'SECONDS',
    }),
    faults: Flags.string({ description: 'file of fault rules, as JSON', helpValue: 'FILE' }),
    permissions: Flags.string({
      description: 'file with the IAM policy that the administrator is held to',
      helpValue: 'FILE',
    }),
    state: Flags.string({ description: 'file to keep the state in', helpValue: 'FILE' }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Emulator);
    const { terminal, signal } = this.createContext();
    const caFile = flags['https-ca-file'];
    const emulator = await runEmulator(
      {
        host: flags.host,
        port: flags.port,
        advertisedHost: flags.advertise,
        https: caFile === undefined ? undefined : { caFile },
        accountId: flags.account,
        partition: flags.partition,
        region: flags.region,
        issueSeconds: flags['issue-seconds'],
        clockOffsetSeconds: flags['clock-offset'],
        stateFile: flags.state,
        onExchange: ({ operation, status }) => {
          terminal.note(`${status} ${operation}`);
        },
      },
      { faults: flags.faults, permissions: flags.permissions },
    );
    terminal.print(this.jsonEnabled() ? json(emulator, caFile) : renderEmulator(emulator, caFile));
    if (!signal.aborted) await once(signal, 'abort');
    await emulator.close();
  }
}

function json({ url, account }: RunningEmulator, caFile: string | undefined): string {
  return JSON.stringify({ url, caFile: caFile ?? null, ...account });
}
