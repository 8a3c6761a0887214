import type { EmulatedAccount } from '../../peers/support/emulated-account.ts';
import { goProgram } from '../../peers/support/go-program.ts';
import { javaProgram } from '../../peers/support/java-program.ts';
import { rustProgram } from '../../peers/support/rust-program.ts';
import { trustStoreOptions } from '../../peers/support/trust-store.ts';

/** A program that asks STS who it is by the default chain of an SDK, until it has seen so many access keys. */
export interface SdkProgram {
  readonly name: string;
  /** Installs and builds it, if that was not done before. */
  readonly prepare: () => Promise<unknown>;
  readonly command: (account: EmulatedAccount) => Promise<readonly [string, ...string[]]>;
}

export function goSdk(name: string, program: string): SdkProgram {
  const build = (): Promise<string> => goProgram(program);
  return { name, prepare: build, command: async () => [await build()] };
}

export function rustSdk(name: string, program: string): SdkProgram {
  const build = (): Promise<string> => rustProgram(program);
  return { name, prepare: build, command: async () => [await build()] };
}

export function javaSdk(name: string, program: string): SdkProgram {
  return {
    name,
    prepare: () => javaProgram(program),
    command: async ({ folder, caFile }) => {
      const [java, ...options] = (await javaProgram(program)).command;
      return [java, ...(await trustStoreOptions(folder, caFile)), ...options, 'CallerIdentity'];
    },
  };
}
