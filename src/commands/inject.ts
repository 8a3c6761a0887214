import * as Flags from '@oclif/core/flags';
import { injectFile } from '../actions/inject/inject-file.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { renderInjectionReport } from '../cli/render-injection-report.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { InjectedManifests, ReportEntry } from '../core/injection/inject-documents.ts';

export default class Inject extends BaseCommand {
  static override summary = 'Show manifests as the webhook would make them';
  static override description =
    'Puts the agent into every workload that asks for a role. The manifests go to stdout with comments and order kept, what happened to each workload to stderr. Trust anchor and Roles Anywhere profile come from iamra.yaml. No cluster is asked.';
  static override examples = [
    '<%= config.bin %> inject -f deployment.yaml',
    'cat deployment.yaml | <%= config.bin %> inject -f - | kubectl apply -f -',
  ];
  static override flags = {
    filename: Flags.string({
      char: 'f',
      description: 'file of YAML or JSON manifests; - for standard input',
      helpValue: 'FILE',
      required: true,
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
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
  };

  override async run(): Promise<InjectedManifests> {
    const { flags } = await this.parse(Inject);
    const { terminal } = this.createContext();
    const result = await injectFile({
      file: flags.filename,
      namespace: flags.namespace,
      configFile: flags.config,
      image: flags.image,
      version: this.config.version,
    });
    if (result.report.length > 0) {
      terminal.note(renderInjectionReport(result.report, process.stderr));
    }
    if (result.kind === 'refused') throw refusal(result.report);
    if (!this.jsonEnabled()) process.stdout.write(result.text);
    return result;
  }
}

/** The first refusal speaks for the run: nothing is printed half. */
function refusal(report: readonly ReportEntry[]): IamraError {
  const refused = report.filter(({ outcome }) => outcome === 'refused');
  const [notice] = refused.flatMap(({ notices }) => notices);
  const workloads = refused.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  return new IamraError(
    notice?.code ?? 'IAMRA970',
    `The webhook would refuse ${workloads.join(', ')}.`,
    {
      fix: notice?.fix ?? 'see above',
    },
  );
}
