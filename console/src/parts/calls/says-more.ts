// Whether the text typed to find a place holds more than the place: a house number, "depan", another word.

// Words for a position on the street: never part of the place's name.
const MORE = words(
  "depan dpn muka belakang blkg sebelah sblh samping seberang sbrg dekat deket sekitar antara ujung sudut pojok masuk " +
    "gang gg gng lorong blok rt rw no nomor lantai lt kamar rumah front behind next beside opposite near floor",
);
// Words that name a kind of place or join two streets: the found place already shows them.
const SILENT = words(
  "jl jln jalan av avda avenida calle pje pasaje perempatan prempatan pertigaan simpang persimpangan empat tiga lima x dan dengan and y con di " +
    "rs rsud rsu rumkit sakit umum hospital klinik clinic puskesmas pkm pemadam kebakaran damkar fire station " +
    "polsek polres polisi kantor police masjid mesjid mjd mushola gereja sekolah school spbu pom bensin pasar psr " +
    "terminal stasiun kel kelurahan kec kecamatan desa ds kota kab kabupaten",
);
const SLIP_MIN_LETTERS = 5; // in a shorter word, a wrong letter makes another word
const SLIPS_MAX = 2;

/** `found` is the place's whole text: name, number, area. */
export function saysMore(typed: string, found: string): boolean {
  const known = wordsOf(found);
  const hospital = /\b(rumah sakit|rs)\b/i.test(typed);
  return wordsOf(typed).some((word) => {
    if (known.some((other) => other.startsWith(word))) return false;
    if (MORE.has(word)) return !(hospital && word === "rumah");
    return !SILENT.has(word) && !known.some((other) => isSlipOf(word, other));
  });
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Keeps letters and digits only, without accents. */
function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/['’‘`´ʼ]/g, "")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "");
  return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** True for a hasty spelling, whole or cut off: at most two letters differ from the beginning of the other word. */
function isSlipOf(word: string, other: string): boolean {
  if (word.length < SLIP_MIN_LETTERS || /\d/.test(word)) return false;
  return [word.length - 1, word.length, word.length + 1].some(
    (length) => distance(word, other.slice(0, length)) <= SLIPS_MAX,
  );
}

/** Counts the letters to add, remove or change (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
