import { join } from 'node:path';
import { type DemoResult, demo } from '../actions/demo/demo.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { terminalNarrator } from '../cli/terminal-narrator.ts';

export default class Demo extends BaseCommand {
  static override summary = 'Show the main job on this machine: no cluster, no AWS account';
  static override description =
    'Starts the emulator, runs init against it, puts a Job through the webhook, runs the injected agent and an AWS SDK program, and shows one refusal. Everything runs on loopback, and nothing is left behind.';
  static override examples = ['<%= config.bin %> demo'];

  override async run(): Promise<DemoResult> {
    await this.parse(Demo);
    const context = this.createContext();
    const built = (file: string): string => join(this.config.root, file);
    const result = await demo(
      context,
      {
        programFile: built('bin/run.js'),
        imageFolder: built('dist/image'),
        helloWorldFile: built('dist/demo/hello-world.js'),
      },
      terminalNarrator(process.stderr, context.environment['CI'] !== undefined),
    );
    if (!this.jsonEnabled()) context.terminal.print(`\n${result.assumedRoleArn}`);
    return result;
  }
}
