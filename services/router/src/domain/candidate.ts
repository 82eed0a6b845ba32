// A route that could answer a request, with what it may cost.
import type { Costing } from './bounds.js';
import type { ModelView, Route } from './catalog-view.js';
import type { ScoreParts } from './score.js';

export interface Candidate {
  readonly view: ModelView;
  readonly route: Route;
  readonly costing: Costing;
  readonly why: string;
  readonly score: number | undefined;
  readonly parts: ScoreParts | undefined;
}
