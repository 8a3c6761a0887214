import { execa } from 'execa';

/** The system's Python 3. */
export interface Python {
  readonly command: string;
  /** Another one where a virtual environment of the first would not work. */
  readonly identity: string;
}

const command = 'python3';
const oldest = [3, 11] as const;

const question = `
import importlib.util, json, sys
print(json.dumps({
    "version": sys.version_info[:3],
    "executable": sys.executable,
    "missing": [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None],
}))`;

interface Answer {
  readonly version: readonly [number, number, number];
  readonly executable: string;
  readonly missing: readonly string[];
}

/** @throws {Error} that says what is missing, and how to get it */
export async function findPython(): Promise<Python> {
  const { exitCode, stdout } = await execa(command, ['-c', question], { reject: false });
  const wanted = `The peer tests need Python ${oldest.join('.')} or later with venv`;
  if (exitCode !== 0) {
    throw new Error(`${wanted}, and there is no ${command}: apt-get install python3-venv`);
  }
  const { version, executable, missing } = JSON.parse(stdout) as Answer;
  const [major, minor] = version;
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Error(`${wanted}; ${executable} is Python ${version.join('.')}.`);
  }
  if (missing.length > 0) {
    const lacks = missing.join(' and ');
    throw new Error(`${wanted}; ${executable} lacks ${lacks}: apt-get install python3-venv`);
  }
  return { command, identity: `${executable} ${version.join('.')}` };
}
