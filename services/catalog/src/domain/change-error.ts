// What a set of changes leaves broken is found at its end, and told at the change that broke it.

/** Where in the request each thing was put or taken away, for the field paths of refusals. */
export class ChangePlaces {
  readonly #places = new Map<string, string>();

  note(kind: 'provider' | 'model' | 'feature' | 'defaults' | 'price', name: string, path: string): void {
    this.#places.set(`${kind} ${name}`, path);
  }

  /** The path, or the name of the thing when this request did not touch it. */
  of(kind: 'provider' | 'model' | 'feature' | 'defaults' | 'price', name: string): string {
    return this.#places.get(`${kind} ${name}`) ?? `${kind} ${name}`.trim();
  }
}
