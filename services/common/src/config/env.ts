// The environment as the readers see it: a plain record, so that every config can be tested with an object literal.
export type Env = Readonly<Record<string, string | undefined>>;
