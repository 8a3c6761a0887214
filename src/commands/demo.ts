import { join } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { clusterDemo } from '../actions/cluster-demo/cluster-demo.ts';
import { type DemoResult, demo } from '../actions/demo/demo.ts';
import type { Narrator } from '../actions/demo/narrator.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { helmFlags } from '../cli/helm-flags.ts';
import { helmTimeout } from '../cli/helm-timeout.ts';
import { interruption } from '../cli/interruption.ts';
import { renderClusterDemo } from '../cli/render-cluster-demo.ts';
import { terminalNarrator } from '../cli/terminal-narrator.ts';
import type { Context } from '../context.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { defaultSettings } from '../core/injection/default-settings.ts';
import { releaseName } from '../core/plan/install/release-name.ts';

const dependsOn = ['cluster'];

export default class Demo extends BaseCommand {
  static override summary = 'Show the main job: on this machine alone, or on a cluster';
  static override description =
    'Starts the emulator, runs init against it, puts a Job through the webhook, runs the injected agent and an AWS SDK program, and shows one refusal. Everything runs on loopback, and nothing is left behind. With --cluster the cluster is a real one that you name, with cert-manager in it: init, install, a Deployment, annotate. That runs until Ctrl-C, which takes away all that the demo made; it refuses a cluster that has iamra already. No AWS account is used or read.';
  static override examples = [
    '<%= config.bin %> demo',
    {
      description: 'On a cluster of yours, with an image that it has',
      command: '<%= config.bin %> demo --cluster --context kind-kind --image iamra:dev',
    },
  ];
  static override flags = {
    cluster: Flags.boolean({ description: 'show it on the cluster of --context or --kubeconfig' }),
    host: Flags.string({
      description:
        'address or name of this machine that pods reach (default: the address on the way to the nodes)',
      helpValue: 'ADDRESS',
      dependsOn,
    }),
    port: Flags.integer({
      description: 'port of the emulator (default: any free one)',
      helpValue: 'PORT',
      min: 1,
      max: 65_535,
      dependsOn,
    }),
    image: Flags.string({
      description: 'image of iamra (default: the released one)',
      helpValue: 'NAME:TAG',
      dependsOn,
    }),
    keep: Flags.boolean({
      description: 'leave what was made in the cluster at the end',
      dependsOn,
    }),
    'helm-binary': helmFlags['helm-binary'],
    timeout: helmFlags.timeout,
    context: Flags.string({
      description: 'context of the kubeconfig',
      helpValue: 'NAME',
      helpGroup: 'CLUSTER',
      dependsOn,
    }),
    kubeconfig: Flags.string({
      description: 'kubeconfig file; its current context, if no other is named',
      helpValue: 'FILE',
      helpGroup: 'CLUSTER',
      dependsOn,
    }),
  };

  override async run(): Promise<DemoResult | undefined> {
    const { flags } = await this.parse(Demo);
    if (!flags.cluster) return this.onThisMachine();
    if (flags.context === undefined && flags.kubeconfig === undefined) throw unnamedCluster();
    const contexts = {
      interruptible: this.createContext(interruptionOrHangUp()),
      undoing: this.createContext(new AbortController().signal),
    };
    const { terminal } = contexts.undoing;
    const input = {
      host: flags.host,
      port: flags.port ?? 0,
      image: flags.image ?? defaultSettings(this.config.version, {}).image,
      keep: flags.keep,
      timeout: helmTimeout(flags.timeout),
      version: this.config.version,
      chart: this.built('charts', releaseName),
      helloWorldFile: this.built('dist', 'demo', 'hello-world.mjs'),
      kubeconfig: flags.kubeconfig,
      context: flags.context,
      helmBinary: flags['helm-binary'],
    };
    await clusterDemo(contexts, input, narratorOf(contexts.undoing), (result) => {
      terminal.print(
        this.jsonEnabled()
          ? JSON.stringify(result)
          : `\n${result.assumedRoleArn}\n\n${renderClusterDemo(result)}`,
      );
    });
    return undefined;
  }

  private async onThisMachine(): Promise<DemoResult> {
    const context = this.createContext();
    const input = {
      programFile: this.built('bin', 'run.js'),
      imageFolder: this.built('dist', 'image'),
      helloWorldFile: this.built('dist', 'demo', 'hello-world.mjs'),
    };
    const result = await demo(context, input, narratorOf(context));
    if (!this.jsonEnabled()) context.terminal.print(`\n${result.assumedRoleArn}`);
    return result;
  }

  private built(...path: readonly string[]): string {
    return join(this.config.root, ...path);
  }
}

/** Whoever closes the terminal wants the demo gone from the cluster, too. */
function interruptionOrHangUp(): AbortSignal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return interruption(['SIGINT', 'SIGTERM', 'SIGHUP']);
}

function narratorOf({ environment }: Context): Narrator {
  return terminalNarrator(process.stderr, environment['CI'] !== undefined);
}

function unnamedCluster(): IamraError {
  return new IamraError(
    'IAMRA901',
    'The demo takes no cluster by itself, not even the current one.',
    {
      fix: 'name it: iamra demo --cluster --context NAME (kubectl config get-contexts lists the names)',
    },
  );
}
