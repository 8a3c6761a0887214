#!/usr/bin/env node
// Plain JavaScript that old releases of Node can parse, so that they get a sentence and no stack.
const [major, minor, patch] = process.versions.node.split('.').map(Number);
const supported =
  (major === 22 && (minor > 22 || (minor === 22 && patch >= 2))) ||
  (major === 24 && minor >= 15) ||
  major >= 26;

// A reader that has gone, such as “head”, is no fault: the command goes on to its own end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

if (supported) {
  const { enableCompileCache } = await import('node:module');
  try {
    enableCompileCache();
  } catch {
    // Without a writable temporary directory the program starts a little slower, no more.
  }
  if (process.argv.length === 3 && process.argv[2] === '--version') await tellVersion();
  else await import('../dist/main.js');
} else {
  process.stderr.write(
    `iamra needs Node.js 22.22.2 or later, 24.15 or later, or 26 or later; this is ${process.version}.\n`,
  );
  process.exitCode = 3;
}

// The question that scripts ask most is answered without loading the program.
async function tellVersion() {
  const { readFileSync } = await import('node:fs');
  const { name, version } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const { arch, platform } = process;
  process.stdout.write(`${name}/${version} ${platform}-${arch} node-${process.version}\n`);
}
