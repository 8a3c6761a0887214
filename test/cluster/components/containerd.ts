import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { stateFolder } from '../folders.ts';
import { pauseImage } from '../images/system-images.ts';
import { network } from '../machine/network.ts';
import { startProcess } from '../machine/processes.ts';
import { tool } from '../tools/tool.ts';
import { untilReady } from '../until-ready.ts';

const folder = join(stateFolder, 'containerd');

/** Where the kubelet and `ctr` reach containerd. */
export const containerdSocket = join(folder, 'containerd.sock');

/** Starts containerd, with a bridge for the pods, and waits until it answers. */
export async function startContainerd(): Promise<void> {
  const binary = await tool('containerd');
  await mkdir(join(folder, 'cni'), { recursive: true });
  await writeFile(join(folder, 'cni/10-pods.conflist'), JSON.stringify(podNetwork));
  await writeFile(join(folder, 'config.toml'), configuration());
  startProcess('containerd', [binary, '--config', join(folder, 'config.toml')], {
    // It looks for its shim and for runc there.
    PATH: [dirname(binary), '/usr/sbin', process.env['PATH']].join(':'),
  });
  const ctr = await tool('ctr');
  await untilReady('containerd', async () => {
    const { exitCode } = await execa(ctr, ['--address', containerdSocket, 'version'], {
      reject: false,
    });
    return exitCode === 0;
  });
}

/** Puts the images of a docker-archive where the kubelet finds them. */
export async function importArchive(archive: string): Promise<void> {
  const words = ['--namespace', 'k8s.io', 'images', 'import', '--local', archive];
  await execa(await tool('ctr'), ['--address', containerdSocket, ...words]);
}

const podNetwork = {
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      hairpinMode: true,
      // So that this machine can answer a pod: it knows the node's address only.
      ipMasq: true,
      ipam: {
        type: 'host-local',
        dataDir: join(folder, 'addresses'),
        ranges: [[{ subnet: network.podSubnet }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
};

function configuration(): string {
  return `version = 3
root = "${join(folder, 'root')}"
state = "${join(folder, 'run')}"
[grpc]
address = "${containerdSocket}"
[plugins.'io.containerd.internal.v1.opt']
path = "${join(folder, 'opt')}"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = "${pauseImage}"
[plugins.'io.containerd.cri.v1.runtime']
restrict_oom_score_adj = true
disable_apparmor = true
netns_mounts_under_state_dir = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ["/usr/lib/cni"]
conf_dir = "${join(folder, 'cni')}"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
`;
}
