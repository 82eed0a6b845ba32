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
import { HelmError, lint, listCases, prepareCharts, renderCase } from './charts/helm.mjs';

const problems = await findProblems();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

async function findProblems() {
  let prepared;
  try {
    prepared = await prepareCharts();
    const found = [...(await lint(prepared)), ...(await checkValuesSchemas(prepared))];
    // What helm itself refuses cannot be rendered.
    return found.length > 0 ? found : await checkCases(prepared, await listCases());
  } catch (error) {
    if (error instanceof HelmError) return [error.message];
    throw error;
  } finally {
    await prepared?.remove();
  }
}

async function checkCases(prepared, cases) {
  const renders = await Promise.all(cases.map(async (each) => ({ ...each, ...(await renderCase(prepared, each)) })));
  const found = await Promise.all(renders.map((render) => checkCase(prepared, render)));
  return [...found.flat(), ...(await checkEnvironment(renders, prepared))];
}

async function checkCase(prepared, { name, rendered, files, objects }) {
  if (rendered !== undefined && process.argv.includes('--render')) await writeRendered(rendered, files);
  console.log(`${name}: ${objects.length} objects`);
  const found = await Promise.all([checkKubernetesSchemas, checkPods, checkReferences, checkCalls].map((check) => check({ objects }, prepared)));
  const changed = rendered === undefined ? [] : await checkRendered(rendered, files);
  return [...found.flat(), ...changed].map((problem) => `${name}: ${problem}`);
}
