import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { type TestRulesResult, testRules } from '../../actions/rules/test-rules.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { clusterFlags } from '../../cli/cluster-flags.ts';
import { renderFindings } from '../../cli/render-rule-findings.ts';
import { renderTestedPod } from '../../cli/render-rules-test.ts';
import { lintSettings, rulesFlags } from '../../cli/rules-flags.ts';
import { exitCode } from '../../core/errors/exit-code.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

export default class RulesTest extends BaseCommand {
  static override summary = 'Show what injection rules would make of pods';
  static override description =
    'Says of each rule and each pod whether it applies and why not, and shows the pod as it would be. Where there is a cluster, its API server tries that pod without storing it. Exit code 1 if a pod is refused.';
  static override examples = [
    '<%= config.bin %> rules test rules.yaml -f deployment.yaml',
    {
      description: 'Without asking a cluster',
      command: '<%= config.bin %> rules test rules.yaml -f deployment.yaml --offline',
    },
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE',
      description: 'files of rules, folders of such files, - for standard input',
      required: true,
    }),
  };
  static override flags = {
    filename: Flags.string({
      char: 'f',
      description: 'file of pods, or of workloads that make them; repeat for more',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
      required: true,
    }),
    offline: Flags.boolean({
      description: 'ask no cluster',
      exclusive: ['context', 'kubeconfig'],
    }),
    ...rulesFlags,
    ...clusterFlags,
  };

  override async run(): Promise<TestRulesResult> {
    const { argv, flags } = await this.parse(RulesTest);
    const context = this.createContext();
    const result = await testRules(context, {
      ...lintSettings(flags),
      rules: argv as string[],
      pods: flags.filename,
      cluster: { context: flags.context, kubeconfig: flags.kubeconfig },
      offline: flags.offline,
    });
    if (result.kind === 'bad_rules') {
      context.terminal.note(renderFindings(result.findings, process.stderr));
      throw new IamraError('IAMRA366', 'The rules are not good, so no pod was tried.');
    }
    if (!this.jsonEnabled()) {
      for (const pod of result.pods) context.terminal.print(renderTestedPod(pod, process.stdout));
    }
    const isRefused = result.pods.some(
      ({ outcome, server }) => outcome === 'refused' || server?.accepted === false,
    );
    if (isRefused) process.exitCode = exitCode.checksFailed;
    return result;
  }
}
