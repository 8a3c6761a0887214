import { join } from 'node:path';
import { type PythonEnvironmentName, pythonEnvironment } from './python-environment.ts';

/** The command line of one of our programs that use a peer. */
export async function pythonProgram(
  environment: PythonEnvironmentName,
  ...[file, ...args]: readonly [string, ...string[]]
): Promise<[string, ...string[]]> {
  const path = join(import.meta.dirname, '..', 'programs', file);
  return [await pythonEnvironment(environment), path, ...args];
}

/** The command line of a Python package that is a program itself. */
export async function pythonModule(
  name: string,
  ...args: readonly string[]
): Promise<[string, ...string[]]> {
  return [await pythonEnvironment('current'), '-m', name, ...args];
}
