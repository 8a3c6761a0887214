import { delimiter, join } from 'node:path';
import { builtProgram } from './built-program.ts';
import { install } from './install.ts';
import { toolVersion } from './tool-version.ts';

const absent =
  'The peer tests need Maven with a JDK, and there is no mvn: https://maven.apache.org';

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
  const folder = await builtProgram(
    name,
    await toolVersion('mvn', '--version', absent),
    (unfinished) => install(unfinished, 'mvn', '--quiet', '--batch-mode', 'package'),
  );
  const target = join(folder, 'target');
  const classPath = [join(target, 'classes'), join(target, 'lib', '*')].join(delimiter);
  return { command: ['java', '-cp', classPath] };
}
