import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { findPython } from './find-python.ts';
import { install } from './install.ts';

/** `current`: the newest peers; `2023`: an SDK of that year; `cli-2023`: an AWS CLI. */
export type PythonEnvironmentName = 'current' | '2023' | 'cli-2023';

/**
 * The Python of a virtual environment that holds what `requirements-NAME.txt` pins.
 * Programs of its packages run as modules: their own launchers don't survive that the folder is renamed.
 */
export async function pythonEnvironment(name: PythonEnvironmentName): Promise<string> {
  const { command, identity } = await findPython();
  const requirements = join(import.meta.dirname, '..', `requirements-${name}.txt`);
  const recipe = `${identity}\n${await readFile(requirements, 'utf8')}`;
  const folder = await cachedFolder(recipe, async (unfinished) => {
    await install(unfinished, command, '-m', 'venv', unfinished);
    const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'install'];
    await install(unfinished, pythonIn(unfinished), ...pip, '--requirement', requirements);
  });
  return pythonIn(folder);
}

function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python');
}
