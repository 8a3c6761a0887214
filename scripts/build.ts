import { rm } from 'node:fs/promises';
import { buildCommandLine } from './build/command-line.ts';
import { buildImage } from './build/image.ts';
import { writeManifest } from './build/manifest.ts';

await rm('dist', { recursive: true, force: true });
await Promise.all([buildCommandLine(), buildImage()]);
await writeManifest();
