/** The walls of the house: data flows command → action → core → outside. */
const outside = '^src/(aws|kube|helm|terminal|files)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment:
        'Core gets facts and a clock passed in: no I/O, no SDK, no other part of the program.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot:
          '^(src/core/|crypto$|node:crypto$|node_modules/(@peculiar|yaml|zod|reflect-metadata|diff)/)',
      },
    },
    {
      name: 'webhook-imports-core-only',
      severity: 'error',
      from: { path: '^webhook/', pathNot: '^webhook/controller/drift/aws/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    {
      name: 'processes-know-no-admission',
      comment: 'What agent, controller and preflight share with the webhook lies beside it.',
      severity: 'error',
      from: { path: '^webhook/', pathNot: '^webhook/server/' },
      to: { path: '^webhook/server/' },
    },
    {
      name: 'drift-detection-reads-as-plan-does',
      comment: 'The one part of the image with the AWS SDK: it observes as `iamra plan` does.',
      severity: 'error',
      from: { path: '^webhook/controller/drift/aws/' },
      to: { path: '^src/', pathNot: '^src/(core/|aws/|actions/init/observe\\.ts$)' },
    },
    {
      name: 'drift-detection-loads-when-it-runs',
      comment: 'The SDK costs memory: whoever does not look for drift does not load it.',
      severity: 'error',
      from: { path: '^webhook/', pathNot: '^webhook/controller/drift/aws/' },
      to: { path: '^webhook/controller/drift/aws/', dynamic: false },
    },
    {
      name: 'image-has-no-cli-libraries',
      comment:
        'The image is one small file for each process; only src/aws brings the SDK, to drift detection.',
      severity: 'error',
      from: { path: '^webhook/' },
      to: { path: 'node_modules/(@aws-sdk|@oclif|@peculiar|inquirer|execa)/' },
    },
    {
      name: 'actions-know-no-flags',
      severity: 'error',
      from: { path: '^src/actions/' },
      to: { path: '^(src/commands/|node_modules/@oclif/)' },
    },
    {
      name: 'commands-stay-thin',
      comment: 'A command parses flags, calls one action and renders.',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: { path: outside, pathNot: '^src/terminal/' },
    },
    {
      name: 'outside-knows-no-actions',
      severity: 'error',
      from: { path: outside },
      to: { path: '^src/(actions|commands|emulator)/' },
    },
    {
      name: 'emulator-stands-alone',
      comment: 'The emulator shares the pure core and nothing else with the code it checks.',
      severity: 'error',
      from: { path: '^src/emulator/' },
      to: { path: '^(src/(?!emulator/|core/)|webhook/|node_modules/@aws-sdk/)' },
    },
    {
      name: 'sdk-only-in-aws',
      comment: 'The demo has a workload of its own, which knows nothing of iamra.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(aws|demo)/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'cluster-client-only-in-kube',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/kube/' },
      to: { path: 'node_modules/@kubernetes/' },
    },
    {
      name: 'one-owner-of-processes',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(helm|process)/' },
      to: { path: '^(node_modules/execa/|child_process$)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|webhook)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
