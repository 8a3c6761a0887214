import { BaseCommand } from './base-command.ts';
import { asksForJson } from './output-flag.ts';

/** A command that prints JSON for `-o json` as for `--json`. */
export abstract class OutputCommand extends BaseCommand {
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || asksForJson(this.argv);
  }
}
