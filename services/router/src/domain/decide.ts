// The decision: (request, catalog, route states, clock, randomness) -> candidates in order, and why the others are out. Pure.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { DecisionSchema, type Decision } from '@switchyard/proto/router/v1/decision';
import { decisionCandidatesMax } from '../limits.js';
import type { Asked } from './asked.js';
import { costing, type Costing } from './bounds.js';
import type { Candidate } from './candidate.js';
import type { CatalogView, ModelView, Route } from './catalog-view.js';
import { excludeModel } from './exclude.js';
import { strategyByName, type Orderable } from './order.js';
import type { RouteTable } from './route-table.js';
import { costScore, normalisedWeights, scoreParts, weightedSum } from './score.js';
import { resolveTarget, type Target } from './target.js';

export interface Decided {
  readonly target: Target;
  readonly candidates: readonly Candidate[];
  readonly exclusions: readonly Exclusion[];
  readonly strategy: string;
  readonly revision: bigint;
  readonly decidedAtMs: number;
}

export interface Exclusion {
  readonly model: string;
  readonly provider: string;
  readonly reason: string;
  readonly detail: string;
  readonly route?: string | undefined;
}

export interface DecideContext {
  readonly catalog: CatalogView;
  readonly routes: RouteTable;
  readonly nowMs: number;
  readonly random: () => number;
  readonly turn: number;
}

/** Throws when the target or the strategy does not exist; an empty list of candidates is a result. */
export function decide(asked: Asked, context: DecideContext): Decided {
  const target = resolveTarget(asked, context.catalog);
  const strategy = target.strategy ?? 'priority';
  const exclusions: Exclusion[] = [];
  const passed: (Passed & { why: string })[] = [];
  for (const { view, why } of target.models) {
    const modelCosting = costing(asked, view, context.nowMs);
    const excluded = excludeModel(asked, view, { mode: target.mode, costing: modelCosting });
    if (excluded === undefined) passed.push({ view, why, costing: modelCosting });
    else exclusions.push({ model: view.model.name, provider: view.provider.id, ...excluded });
  }
  const ordered = strategyByName(strategy)(orderables(asked, passed, context), context);
  const costings = new Map(passed.map(({ view, costing: known }) => [view, known]));
  const candidates = ordered.flatMap((model) => candidatesOf(model, costings.get(model.view) as Costing, context));
  return { target, candidates, exclusions, strategy, revision: context.catalog.revision, decidedAtMs: context.nowMs };
}

interface Passed {
  readonly view: ModelView;
  readonly costing: Costing;
}

function orderables(asked: Asked, passed: readonly (Passed & { why: string })[], context: DecideContext): Orderable[] {
  const weights = normalisedWeights(asked.request.weights);
  const spread = costSpread(passed);
  return passed.map(({ view, why, costing: { estimatePicoUsd } }) => {
    const statistics = context.routes.of(bestRoute(view, context).id).statistics;
    const parts = scoreParts(view, statistics, costScore(estimatePicoUsd, spread), context.nowMs);
    return { view, why, parts, score: weightedSum(parts, weights), estimatePicoUsd, latencyMs: statistics.latencyMs, inFlight: statistics.inFlight };
  });
}

function costSpread(passed: readonly Passed[]): { min: bigint; max: bigint } | undefined {
  const costs = passed.flatMap(({ costing: { estimatePicoUsd } }) => (estimatePicoUsd === undefined ? [] : [estimatePicoUsd]));
  if (costs.length === 0) return undefined;
  return { min: costs.reduce((least, cost) => (cost < least ? cost : least)), max: costs.reduce((most, cost) => (cost > most ? cost : most)) };
}

/** Routes that are up come first; among the credentials of one provider the order is the catalog's. */
function candidatesOf(model: Orderable, modelCosting: Costing, { routes, nowMs }: DecideContext): Candidate[] {
  const isUp = (route: Route): number => Number(!routes.availability(route.id, nowMs).isUp);
  return model.view.routes
    .toSorted((a, b) => isUp(a) - isUp(b))
    .map((route) => ({ view: model.view, route, costing: modelCosting, why: model.why, score: model.score, parts: model.parts }));
}

function bestRoute(view: ModelView, { routes, nowMs }: DecideContext): Route {
  return view.routes.find((route) => routes.availability(route.id, nowMs).isUp) ?? (view.routes[0] as Route);
}

/** The decision as answers, spans and the ledger carry it: the first candidates, the rest counted. */
export function describeDecision(asked: Asked, decided: Decided, routes: RouteTable, warnings: readonly string[]): Decision {
  const counts: Record<string, number> = {};
  for (const { reason } of decided.exclusions) counts[reason] = (counts[reason] ?? 0) + 1;
  return create(DecisionSchema, {
    requestId: asked.requestId,
    catalogRevision: decided.revision,
    mode: decided.target.mode,
    target: decided.target.name,
    strategy: decided.strategy,
    candidates: decided.candidates.slice(0, decisionCandidatesMax).map((candidate) => ({
      model: candidate.view.model.name,
      provider: candidate.view.provider.id,
      route: candidate.route.id,
      score: candidate.score,
      ...candidate.parts,
      estimatedCostPicousd: candidate.costing.estimatePicoUsd,
      boundPicousd: candidate.costing.boundPicoUsd,
      why: candidate.why,
      breaker: routes.breakerState(candidate.route.id, decided.decidedAtMs),
    })),
    exclusions: decided.exclusions.slice(0, decisionCandidatesMax).map((exclusion) => ({ ...exclusion, route: exclusion.route ?? '' })),
    excludedByReason: counts,
    candidatesTotal: decided.candidates.length,
    decidedAt: timestampFromMs(decided.decidedAtMs),
    inputTokensEstimate: asked.inputTokensEstimate,
    warnings: [...warnings],
  });
}
