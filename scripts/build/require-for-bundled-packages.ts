/** Stands before bundles of ES modules: CommonJS packages in them still ask for Node's own modules by require. */
export const requireForBundledPackages =
  "import{createRequire as iamraCreateRequire}from'node:module';const require=iamraCreateRequire(import.meta.url);";
