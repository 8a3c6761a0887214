import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { ClusterError } from '../cluster-error.ts';
import { progress } from '../progress.ts';

/** What the built cluster uses of the machine: a file that proves it, and its Debian package. */
const packages: Readonly<Record<string, string>> = {
  '/usr/sbin/runc': 'runc',
  '/usr/lib/cni/bridge': 'containernetworking-plugins',
  '/usr/sbin/nft': 'nftables',
  '/usr/sbin/iptables': 'iptables',
  '/usr/sbin/conntrack': 'conntrack',
};

/**
 * Sees that this machine can run the cluster; installs the Debian packages that are absent.
 * @throws {ClusterError} naming all that is missing and how to get it
 */
export async function prepareMachine(): Promise<void> {
  const lacks = [...lackOfRights(), ...(await lackOfGo())];
  if (lacks.length > 0) {
    throw new ClusterError(
      `A cluster cannot be built here: ${lacks.join('; ')}. ` +
        'Or name a cluster with IAMRA_TEST_KUBECONFIG, or install kind and Docker.',
    );
  }
  await installPackages(packages);
}

/**
 * @throws {ClusterError} for anyone but root, who alone can end what root began
 */
export function requireRights(): void {
  const lacks = lackOfRights();
  if (lacks.length > 0) throw new ClusterError(`The cluster stays as it is: ${lacks.join('; ')}.`);
}

function lackOfRights(): readonly string[] {
  if (process.platform !== 'linux') return ['it needs Linux'];
  return process.getuid?.() === 0 ? [] : ['it needs root (sudo npm run cluster -- …)'];
}

async function lackOfGo(): Promise<readonly string[]> {
  const { exitCode } = await execa('go', ['version'], { reject: false });
  return exitCode === 0 ? [] : ['it needs Go 1.26 or later (https://go.dev/dl)'];
}

/**
 * Installs the Debian packages whose file is absent.
 * @throws {ClusterError} when apt-get is not there, or fails
 */
export async function installPackages(wanted: Readonly<Record<string, string>>): Promise<void> {
  const missing = Object.keys(wanted).flatMap((file) =>
    existsSync(file) ? [] : (wanted[file] ?? []),
  );
  if (missing.length === 0) return;
  progress(`Installing ${missing.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const words = ['install', '--yes', '--quiet', '--no-install-recommends', ...missing];
  try {
    await execa('apt-get', ['update', '--quiet'], { env });
    await execa('apt-get', words, { env });
  } catch (cause) {
    throw new ClusterError(
      `Programs are missing, and apt-get could not install them: ${missing.join(', ')}.`,
      { cause },
    );
  }
}
