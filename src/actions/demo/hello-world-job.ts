/** The Job that the demo puts through the webhook. */
export const helloWorldJob = `apiVersion: batch/v1
kind: Job
metadata:
  name: hello-world
  namespace: default
spec:
  template:
    metadata:
      annotations:
        iamra.dev/role-arn: ROLE_ARN
    spec:
      serviceAccountName: web
      restartPolicy: Never
      containers:
        - name: hello-world
          image: example.com/hello-world:1
          command: [node, /app/hello-world.js]
`;
