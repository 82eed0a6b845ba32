// Goal: only what the adapter saw of the route itself speaks for or against it.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AttemptFinishedSchema, Witness } from '@switchyard/proto/event/v1/usage';
import { observationOf } from './observation-of-fact.js';

const fact = (over: object) =>
  create(AttemptFinishedSchema, { witness: Witness.ADAPTER, outcome: AttemptOutcome.SUCCEEDED, startedAt: timestampFromMs(1000), finishedAt: timestampFromMs(3000), ...over });
const failed = (errorClass: ErrorClass) => fact({ outcome: AttemptOutcome.FAILED, errorClass });

describe('observationOf', () => {
  it.each([ErrorClass.OVERLOADED, ErrorClass.NETWORK, ErrorClass.TIMEOUT, ErrorClass.CREDENTIAL, ErrorClass.QUOTA, ErrorClass.MODEL_GONE, ErrorClass.BAD_OUTPUT])('counts class %s against the route', (errorClass) => {
    expect(observationOf(failed(errorClass))).toMatchObject({ isFailure: true, atMs: 3000, message: expect.stringMatching(/./) });
  });

  it.each([ErrorClass.CALLER, ErrorClass.CONTENT_FILTER, ErrorClass.CONTEXT_LENGTH, ErrorClass.CANCELLED, ErrorClass.RATE_LIMITED, ErrorClass.INTERNAL])('hears nothing of the route in class %s', (errorClass) => {
    expect(observationOf(failed(errorClass))).toBeUndefined();
  });

  it.each([AttemptOutcome.SUCCEEDED, AttemptOutcome.INCOMPLETE])('counts answers for it: %s', (outcome) => {
    expect(observationOf(fact({ outcome }))).toEqual({ atMs: 3000, durationMs: 2000, isFailure: false, message: 'unspecified' });
  });

  it('measures streams by their first output', () => {
    expect(observationOf(fact({ timeToFirstOutputMs: 40n }))?.durationMs).toBe(40);
  });

  it('does not listen to the router, which saw the network between us too', () => {
    expect(observationOf(fact({ witness: Witness.ROUTER }))).toBeUndefined();
    expect(observationOf(fact({ finishedAt: undefined }))).toBeUndefined();
  });
});
