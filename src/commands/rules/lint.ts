import * as Args from '@oclif/core/args';
import { lintRuleFiles } from '../../actions/rules/lint-rule-files.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { renderFindings, renderLintSummary } from '../../cli/render-rule-findings.ts';
import { lintSettings, rulesFlags } from '../../cli/rules-flags.ts';
import { exitCode } from '../../core/errors/exit-code.ts';
import type { RuleFinding } from '../../core/rules/lint/lint-rules.ts';

interface LintResult {
  /** How many are good, each by itself. */
  readonly rules: number;
  readonly findings: readonly RuleFinding[];
  readonly others: readonly string[];
}

export default class RulesLint extends BaseCommand {
  static override summary = 'Say what is wrong with injection rules, before a cluster does';
  static override description =
    'Checks rules as the cluster does when they are created, and that no two of them fight. No cluster is asked. Exit code 1 if there is something to mend.';
  static override examples = [
    '<%= config.bin %> rules lint rules.yaml',
    {
      description: 'All manifests of a folder',
      command: '<%= config.bin %> rules lint deploy/rules',
    },
    {
      description: 'What another program writes',
      command: 'helm template . | <%= config.bin %> rules lint -',
    },
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE',
      description: 'files of YAML or JSON, folders of such files, - for standard input',
      required: true,
    }),
  };
  static override flags = rulesFlags;

  override async run(): Promise<LintResult> {
    const { argv, flags } = await this.parse(RulesLint);
    const { terminal } = this.createContext();
    const { rules, findings, others } = await lintRuleFiles(argv as string[], lintSettings(flags));
    for (const other of others) terminal.note(`${other} is no injection rule`);
    if (!this.jsonEnabled()) {
      if (findings.length > 0) terminal.print(renderFindings(findings, process.stdout));
      terminal.print(renderLintSummary(rules.length, findings, process.stdout));
    }
    if (findings.length > 0) process.exitCode = exitCode.checksFailed;
    return { rules: rules.length, findings, others };
  }
}
