import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { ClusterError } from '../cluster-error.ts';
import { cacheFolder } from '../folders.ts';
import { withLock } from '../machine/lock.ts';
import { progress } from '../progress.ts';
import { binaryName, type GoModule, type ModuleName, readGoModule } from './go-module.ts';

/**
 * Gives the folder with a module's binaries; Go builds those that are missing.
 * Each appears whole, so that an interrupted build goes on where it was.
 * @throws {ClusterError} without Go, or when a build fails
 */
export async function buildModule(name: ModuleName): Promise<string> {
  const module = readGoModule(name);
  const folder = join(cacheFolder, folderName(module), 'bin');
  if (missingPackages(module, folder).length > 0) {
    // Go compiles on all cores: builds side by side would only do the same work twice.
    await withLock('build programs of the cluster', () => buildMissing(module, folder));
  }
  return folder;
}

async function buildMissing(module: GoModule, folder: string): Promise<void> {
  const missing = missingPackages(module, folder);
  if (missing.length === 0) return;
  await mkdir(folder, { recursive: true });
  const sources = await copySources(module);
  for (const goPackage of missing) await buildPackage(module, goPackage, { sources, folder });
}

function missingPackages(module: GoModule, folder: string): string[] {
  return module.packages.filter(
    (goPackage) => !existsSync(join(folder, binaryName(module, goPackage))),
  );
}

function folderName({ name, requirement, fingerprint }: GoModule): string {
  return [name, requirement?.version, fingerprint].filter(Boolean).join('-');
}

/** Go writes to go.mod and go.sum as it resolves: not in the checkout. */
async function copySources(module: GoModule): Promise<string> {
  const sources = join(cacheFolder, folderName(module), 'src');
  await mkdir(sources, { recursive: true });
  await cp(module.folder, sources, { recursive: true });
  return sources;
}

async function buildPackage(
  module: GoModule,
  goPackage: string,
  { sources, folder }: { readonly sources: string; readonly folder: string },
): Promise<void> {
  const binary = join(folder, binaryName(module, goPackage));
  const unfinished = `${binary}.${process.pid}`;
  const started = Date.now();
  progress(`Building ${binaryName(module, goPackage)} ${module.requirement?.version ?? ''} …`);
  const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(module)];
  try {
    await execa('nice', ['-n', '19', 'go', 'build', ...flags, '-o', unfinished, goPackage], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
    });
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new ClusterError(`Go could not build ${goPackage} of ${module.name}.`, { cause });
  }
  await rename(unfinished, binary);
  progress(`  took ${Math.round((Date.now() - started) / 1000)} s`);
}

function linkerFlags({ name, requirement }: GoModule): string {
  const variables: Partial<Record<ModuleName, string>> = {
    // Helm reads it to choose API versions.
    kubernetes: 'k8s.io/component-base/version.gitVersion',
    // Becomes the user agent, and so the field manager.
    'cert-manager': 'github.com/cert-manager/cert-manager/pkg/util.AppVersion',
  };
  const variable = variables[name];
  return variable === undefined || requirement === undefined
    ? '-s -w'
    : `-s -w -X ${variable}=${requirement.version}`;
}
