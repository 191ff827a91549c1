const mostCharacters = 4 * 1024 * 1024;

/** The texts of prepared statements by their names. */
export interface Texts<K> {
  get(name: K): string | undefined;
  set(name: K, text: string): void;
  delete(name: K): void;
}

/** Remembers 4 Mi characters; the oldest are forgotten first. */
export function createTexts<K>(): Texts<K> {
  const texts = new Map<K, string>();
  let characters = 0;
  const remove = (name: K) => {
    characters -= size(texts.get(name));
    texts.delete(name);
  };
  return {
    get: (name) => texts.get(name),
    set(name, text) {
      remove(name);
      texts.set(name, text);
      characters += size(text);
      for (const oldest of texts.keys()) {
        if (characters <= mostCharacters) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}

/** An entry takes room even where its text is empty. */
function size(text: string | undefined): number {
  return text === undefined ? 0 : text.length + 64;
}
