// A place below the base path, and what is there. A group of the pattern is the name that the place has in it.

import type { Endpoint } from '../dialect.js';

export type Open = (match: RegExpExecArray) => Endpoint;

export type Route = readonly [method: string, pattern: RegExp, open: Open];
