import type { ClusterDemoResult } from '../actions/cluster-demo/cluster-demo.ts';

/** What runs now, what to do with it, and how it ends. */
export function renderClusterDemo(result: ClusterDemoResult): string {
  const { context, namespace, deployment, folder, kept } = result;
  return [
    `It runs on until Ctrl-C, which ${kept ? 'ends the emulator and leaves the rest' : 'takes away all that the demo made'}.`,
    'Meanwhile, in another terminal:',
    '',
    `  cd ${folder} && . ./environment    # the emulator is AWS there`,
    `  kubectl --context ${context} logs deployment/${deployment} --namespace ${namespace} --follow`,
    `  iamra doctor --context ${context}`,
    `  iamra unannotate deployment ${deployment} --namespace ${namespace} --context ${context}`,
    ...(kept ? afterwards(result) : []),
  ].join('\n');
}

function afterwards({ emulatorCommand }: ClusterDemoResult): string[] {
  return ['', 'After Ctrl-C this brings the emulator back:', '', `  ${emulatorCommand}`];
}
