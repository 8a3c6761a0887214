import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The Go modules in `modules/`: their go.mod files are the one place that names versions. */
export type ModuleName =
  | 'cert-manager'
  | 'containerd'
  | 'coredns'
  | 'crane'
  | 'etcd'
  | 'helm-3'
  | 'helm-4'
  | 'kubeconform'
  | 'kubernetes'
  | 'pause';

export interface GoModule {
  readonly name: ModuleName;
  /** Its sources: go.mod, and a program where we wrote one. */
  readonly folder: string;
  /** The module that it pins, and the version; our own programs may need none. */
  readonly requirement?: { readonly path: string; readonly version: string };
  /** Go packages to build, each into a binary of its last name. */
  readonly packages: readonly string[];
  /** Changes with each of its files. */
  readonly fingerprint: string;
}

const requireLine = /^require (\S+) (v\S+)$/m;
const toolLines = /^(?:tool )?\t?((?:[\w-]+\.)+[\w-]+\/\S+)$/gm;

/** Reads what one folder of `modules/` pins. */
export function readGoModule(name: ModuleName): GoModule {
  const folder = join(import.meta.dirname, '../modules', name);
  const text = readFileSync(join(folder, 'go.mod'), 'utf8');
  const [, path, version] = requireLine.exec(text) ?? [];
  const tools = [...text.matchAll(toolLines)].flatMap(([, tool]) => tool ?? []);
  return {
    name,
    folder,
    ...(path !== undefined && version !== undefined && { requirement: { path, version } }),
    packages: tools.length > 0 ? tools : ['.'],
    fingerprint: fingerprintOf(folder),
  };
}

/** The name that Go gives the binary of a package: the last part that is no major version. */
export function binaryName(module: GoModule, goPackage: string): string {
  if (goPackage === '.') return module.name;
  const name = basename(goPackage.replace(/\/v\d+$/, ''));
  return name === 'server' ? module.name : name;
}

function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) {
    hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
