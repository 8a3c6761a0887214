import { spawn } from 'node:child_process';
import { buildImage } from '../test/cluster/images/build-image.ts';
import { startCluster } from '../test/cluster/start-cluster.ts';
import { tool } from '../test/cluster/tools/tool.ts';
import './build.ts';

/** `npm run demo`: the built program's own demo; --cluster without a context is the test cluster. */
const words = process.argv.slice(2);
const isOnTestCluster =
  words.includes('--cluster') && !words.some((word) => /^--(context|kubeconfig)\b/.test(word));
const child = spawn(
  process.execPath,
  ['bin/run.js', 'demo', ...words, ...(isOnTestCluster ? await testClusterFlags() : [])],
  { stdio: 'inherit' },
);
// The terminal sends Ctrl-C to the child as well, which takes away what it made before it ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});

/** Starts the test cluster where none runs, and leaves it running: `npm run cluster -- down` ends it. */
async function testClusterFlags(): Promise<string[]> {
  const image = 'iamra.test/iamra:demo';
  const cluster = await startCluster();
  await cluster.importImage(await buildImage(image));
  return [
    ...['--kubeconfig', cluster.kubeconfig],
    ...['--image', image, '--helm-binary', await tool('helm-4')],
  ];
}
