import type { Plugin } from 'esbuild';

/**
 * Takes `node:http` as it is, without asking for each of its exports as an `import` does: some are
 * getters that load the whole of undici, which costs each command about 20 ms and which none uses.
 */
export const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'http', namespace: 'lazy-http' }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-http' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};
