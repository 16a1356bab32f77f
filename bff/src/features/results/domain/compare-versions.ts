interface Named {
  name: string;
  sha256: string;
}

/** What a new version brings, by the names of its files. */
export interface Compared {
  added: string[];
  changed: string[];
  removed: string[];
  same: string[];
}

const namesOf = (files: readonly Named[]) => files.map(({ name }) => name);

/** Files of one name are the same where their hashes are; a file under a new name is a new one. */
export function compareVersions(before: readonly Named[], now: readonly Named[]): Compared {
  const earlier = new Map(before.map(({ name, sha256 }) => [name, sha256]));
  const present = new Set(namesOf(now));
  return {
    added: namesOf(now.filter(({ name }) => !earlier.has(name))),
    changed: namesOf(
      now.filter(({ name, sha256 }) => earlier.has(name) && earlier.get(name) !== sha256),
    ),
    removed: namesOf(before.filter(({ name }) => !present.has(name))),
    same: namesOf(now.filter(({ name, sha256 }) => earlier.get(name) === sha256)),
  };
}
