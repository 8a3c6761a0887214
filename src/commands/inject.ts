import * as Flags from '@oclif/core/flags';
import { injectFiles, uninjectFiles } from '../actions/inject/inject-files.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { colourDiff } from '../cli/colour-diff.ts';
import { injectionRefusal } from '../cli/injection-refusal.ts';
import { type InjectionResult, injectionResult } from '../cli/injection-result.ts';
import { renderInjectionNotices, renderInjectionReport } from '../cli/render-injection-report.ts';
import type { ReportEntry } from '../core/injection/manifests/edited-manifests.ts';
import { renderManifests } from '../core/injection/manifests/render-manifests.ts';

export default class Inject extends BaseCommand {
  static override summary = 'Show manifests as the webhook would make them, or take that back';
  static override description =
    'Puts the agent into every workload that asks for a role; --uninject takes it out again. The manifests go to stdout with comments and order kept, what happened to each object to stderr. Trust anchor and Roles Anywhere profile come from iamra.yaml. No cluster is asked. Where one workload would be refused, no manifest is printed.';
  static override examples = [
    '<%= config.bin %> inject -f deployment.yaml',
    '<%= config.bin %> inject -f base/ -f overlay.yaml -o diff',
    'cat deployment.yaml | <%= config.bin %> inject -f - | kubectl apply -f -',
    '<%= config.bin %> inject --uninject -f injected.yaml',
  ];
  static override flags = {
    filename: Flags.string({
      char: 'f',
      description:
        'file of YAML or JSON manifests, directory with such files in it or below, or - for standard input; repeat for more',
      helpValue: 'FILE|DIR',
      required: true,
      multiple: true,
      multipleNonGreedy: true,
    }),
    uninject: Flags.boolean({
      description: 'take out what was injected; the annotations that ask for a role stay',
    }),
    output: Flags.option({
      char: 'o',
      description: 'format of the manifests (default: that of the files); diff: what changes',
      options: ['yaml', 'json', 'diff'] as const,
    })(),
    quiet: Flags.boolean({
      char: 'q',
      description: 'report only what is refused, and warnings',
    }),
    namespace: Flags.string({
      char: 'n',
      description: 'namespace of objects that name none',
      helpValue: 'NAME',
      default: 'default',
    }),
    image: Flags.string({
      description: 'image of the agent (default: that of this release)',
      helpValue: 'IMAGE',
    }),
    'eks-annotations': Flags.boolean({
      description:
        'count EKS’ annotations of ServiceAccounts too, as an installation with compatibility.eksAnnotations does',
    }),
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
  };

  override async run(): Promise<InjectionResult> {
    const { flags } = await this.parse(Inject);
    const manifests = { sources: flags.filename, namespace: flags.namespace };
    const { image, config: configFile, 'eks-annotations': eksAnnotations } = flags;
    const { version } = this.config;
    const edited = flags.uninject
      ? await uninjectFiles(manifests)
      : await injectFiles({ ...manifests, configFile, image, eksAnnotations, version });
    this.note(edited.report, flags.quiet);
    if (edited.kind === 'refused') throw injectionRefusal(edited.report);
    if (!this.jsonEnabled()) {
      const text = renderManifests(edited.files, flags.output);
      process.stdout.write(flags.output === 'diff' ? colourDiff(text, process.stdout) : text);
    }
    return injectionResult(edited);
  }

  private note(report: readonly ReportEntry[], isQuiet: boolean): void {
    const render = isQuiet ? renderInjectionNotices : renderInjectionReport;
    const text = render(report, process.stderr);
    if (text !== '') this.createContext().terminal.note(text);
  }
}
