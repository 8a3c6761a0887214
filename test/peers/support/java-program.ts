import { cp, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { cachedFolder } from './cached-folder.ts';
import { install } from './install.ts';

/** A Java program that is built, and what it was built with. */
export interface JavaProgram {
  /** Goes before the name of the class. */
  readonly command: readonly ['java', ...string[]];
}

/**
 * One of our programs that use libraries from Maven Central, built.
 * @throws {Error} that says what is missing without Maven or a JDK
 */
export async function javaProgram(name: string): Promise<JavaProgram> {
  const sources = join(import.meta.dirname, '..', 'programs', name);
  const files = (await readdir(sources)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(sources, file), 'utf8')));
  const folder = await cachedFolder(
    [await mavenVersion(), ...texts].join('\n'),
    async (unfinished) => {
      // Maven writes its target folder as it builds: not in the checkout.
      await cp(sources, unfinished, { recursive: true });
      await install(unfinished, 'mvn', '--quiet', '--batch-mode', 'package');
    },
  );
  const target = join(folder, 'target');
  const classPath = [join(target, 'classes'), join(target, 'lib', '*')].join(delimiter);
  return { command: ['java', '-cp', classPath] };
}

async function mavenVersion(): Promise<string> {
  const { exitCode, stdout } = await execa('mvn', ['--version'], { reject: false });
  if (exitCode === 0) return stdout;
  throw new Error(
    'The peer tests need Maven with a JDK, and there is no mvn: https://maven.apache.org',
  );
}
