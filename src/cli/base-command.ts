import { Command } from '@oclif/core/command';
import { type Context, createContext } from '../context.ts';
import { processTerminal } from '../terminal/process-terminal.ts';
import { interruption } from './interruption.ts';
import { isExit } from './is-exit.ts';
import { errorJson, renderError } from './render-error.ts';
import { toIamraError } from './to-iamra-error.ts';

/** What all commands share: the context, and one way to show an error. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;

  protected createContext(signal = interruption()): Context {
    return createContext(processTerminal(), signal);
  }

  protected override catch(thrown: Error): Promise<void> {
    if (isExit(thrown)) throw thrown;
    const name = `iamra ${this.id?.replaceAll(':', ' ') ?? ''}`.trim();
    const error = toIamraError(thrown, name);
    if (this.jsonEnabled()) {
      process.stdout.write(`${JSON.stringify(errorJson(error), null, 2)}\n`);
    } else {
      process.stderr.write(`${renderError(error, process.stderr)}\n`);
    }
    if (error.code === 'IAMRA970' && process.env['DEBUG'] !== undefined) {
      process.stderr.write(`${thrown.stack ?? ''}\n`);
    }
    process.exitCode = error.exitCode;
    return Promise.resolve();
  }
}
