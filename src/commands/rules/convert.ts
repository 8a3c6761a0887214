import * as Args from '@oclif/core/args';
import { convertConfiguration } from '../../actions/rules/convert-configuration.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { excludedNamespacesFlag } from '../../cli/rules-flags.ts';
import type { Conversion } from '../../core/rules/convert/convert-flashbots.ts';

export default class RulesConvert extends BaseCommand {
  static override summary = 'Make injection rules of the configuration of another injector';
  static override description =
    'Translates a YAML configuration of flashbots/kube-sidecar-injector into ClusterInjectionRules, on stdout. What has no translation, or becomes otherwise, is named on stderr with its line.';
  static override examples = [
    '<%= config.bin %> rules convert injector.yaml > rules.yaml',
    {
      description: 'From the ConfigMap that it has in the cluster',
      command:
        'kubectl get configmap injector -o \'go-template={{index .data "config.yaml"}}\' | <%= config.bin %> rules convert -',
    },
  ];
  static override args = {
    file: Args.string({
      name: 'FILE',
      description: 'the configuration; - for standard input',
      required: true,
    }),
  };
  static override flags = excludedNamespacesFlag;

  override async run(): Promise<Conversion> {
    const { args, flags } = await this.parse(RulesConvert);
    const { terminal } = this.createContext();
    const excludedNamespaces = flags['excluded-namespace'];
    const conversion = await convertConfiguration(args.file, { excludedNamespaces });
    for (const note of conversion.notes) terminal.note(note);
    if (!this.jsonEnabled()) process.stdout.write(conversion.text);
    return conversion;
  }
}
