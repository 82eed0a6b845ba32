// Renders the charts and holds them against Kubernetes, against the services' configs, and against what is committed.
//
//   node scripts/charts.mjs            says what is wrong
//   node scripts/charts.mjs --render   writes charts/switchyard/examples/<case>/rendered anew first
import { checkCalls } from './charts/check-calls.mjs';
import { checkEnvironment } from './charts/check-environment.mjs';
import { checkKubernetesSchemas } from './charts/check-kubernetes-schemas.mjs';
import { checkPods } from './charts/check-pods.mjs';
import { checkReferences } from './charts/check-references.mjs';
import { checkRendered, writeRendered } from './charts/rendered.mjs';
import { checkValuesSchemas } from './charts/check-values-schemas.mjs';
import { lint, listCases, prepareCharts, renderCase } from './charts/helm.mjs';

const prepared = await prepareCharts();
const problems = [];
try {
  problems.push(...(await lint(prepared)), ...(await checkValuesSchemas(prepared)));
  for (const example of problems.length > 0 ? [] : await listCases()) problems.push(...(await checkCase(example)));
} finally {
  await prepared.remove();
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

async function checkCase({ name, values, rendered }) {
  const render = await renderCase(prepared, { name, values });
  if (rendered !== undefined && process.argv.includes('--render')) await writeRendered(rendered, render.files);
  console.log(`${name}: ${render.objects.length} objects`);
  const checks = [checkKubernetesSchemas, checkPods, checkReferences, checkEnvironment, checkCalls];
  const found = await Promise.all(checks.map((check) => check(render, prepared)));
  const changed = rendered === undefined ? [] : await checkRendered(rendered, render.files);
  return [...found.flat(), ...changed].map((problem) => `${name}: ${problem}`);
}
