import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** A Go module with manifests in it, on this machine. */
export interface CorpusModule {
  readonly path: string;
  readonly folder: string;
}

const pins = join(import.meta.dirname, '../../corpus/modules');

/**
 * Downloads the modules that go.mod names; Go checks each against go.sum.
 * @throws {Error} where go.sum lacks one of them
 */
export async function downloadCorpus(): Promise<readonly CorpusModule[]> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-corpus-'));
  try {
    await cp(pins, folder, { recursive: true });
    const requirements = requirementsOf(await readFile(join(folder, 'go.mod'), 'utf8'));
    const { stdout } = await execa('go', ['mod', 'download', '-json', ...requirements], {
      cwd: folder,
      env: { GOFLAGS: '', GOWORK: 'off' },
    });
    // Go adds the sums that it does not find.
    const sums = await readFile(join(folder, 'go.sum'), 'utf8');
    if (sums !== (await readFile(join(pins, 'go.sum'), 'utf8'))) {
      throw new Error(`test/e2e/corpus/modules/go.sum is not complete; it should be:\n${sums}`);
    }
    return [...stdout.matchAll(/^{\n[^]*?\n}$/gm)].map(([answer]) => {
      const { Path, Dir } = JSON.parse(answer) as { Path: string; Dir: string };
      return { path: Path, folder: Dir };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function requirementsOf(goMod: string): string[] {
  return [...goMod.matchAll(/^\t(\S+) (v\S+)$/gm)].map(([, path, version]) => `${path}@${version}`);
}

/** Where a module is, by the end of its path. */
export function folderOf(modules: readonly CorpusModule[], name: string): string {
  const module = modules.find(({ path }) => path.endsWith(name));
  if (module === undefined) throw new Error(`the corpus has no module ${name}`);
  return module.folder;
}
