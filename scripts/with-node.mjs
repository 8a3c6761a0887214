// Starts on whatever Node the machine has, installs what is missing, and goes on with the project's own Node.
// Usage: node scripts/with-node.mjs scripts/NAME.ts [ARGUMENT…]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stamp = join(modules, '.iamra-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(ownNode) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) install();
run();

function install() {
  process.stderr.write('Installing the locked packages (npm install) …\n');
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm ? [process.execPath, [npm]] : ['npm', []];
  // Not `npm ci`: it refuses a lock that lacks other platforms' optional binaries, and a mirror may lack them.
  const words = [...prefix, 'install', '--no-save', '--no-audit', '--no-fund'];
  const { status, stderr, error } = spawnSync(command, words, {
    cwd: root,
    encoding: 'utf8',
    // The packages want a newer Node than the one that installs them; npm says so once for each of them.
    env: { ...process.env, npm_config_loglevel: 'error' },
    shell: process.platform === 'win32' && !npm,
  });
  if (status !== 0 || !existsSync(ownNode)) {
    process.stderr.write(`${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
    process.stderr.write(
      'npm install failed: the packages that iamra is built from could not be installed.\n',
    );
    process.exit(3);
  }
  writeFileSync(stamp, wanted);
}

function run() {
  const child = spawn(ownNode, process.argv.slice(2), {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [dirname(ownNode), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
    },
  });
  // The terminal sends Ctrl-C to the child as well: let it end in its own way.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
