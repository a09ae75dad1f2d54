// No visible text is hard-coded: every text exists in both languages.
import ts from "typescript";
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../../**/*.tsx", "!../../**/*.test.tsx"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const READ_BY_PEOPLE = new Set(["aria-label", "title", "placeholder", "alt"]);
// Names, marks and keys, the same in every language.
const IN_NO_LANGUAGE = /^(Sigap 112|English|Indonesia|Bahasa Indonesia|P|Esc|Enter|Ctrl\+Enter|Alt\+J?|F\d|[A-Z])$/;

function said(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const words = wordsOf(node).replace(/&\w+;/g, "").trim();
    if (/\p{L}/u.test(words) && !IN_NO_LANGUAGE.test(words.replace(/[^\p{L}\d+ ]/gu, "").trim()))
      found.push(`${name}: ${words}`);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function wordsOf(node: ts.Node): string {
  if (ts.isJsxText(node)) return node.text;
  if (!ts.isStringLiteralLike(node)) return "";
  const holder = ts.isJsxExpression(node.parent) ? node.parent.parent : node.parent;
  if (ts.isJsxElement(holder)) return node.text;
  return ts.isJsxAttribute(holder) && READ_BY_PEOPLE.has(holder.name.getText()) ? node.text : "";
}

test("every word on a screen stands in the files of words", () => {
  expect(Object.entries(sources).flatMap(([name, text]) => said(name, text))).toEqual([]);
});

test("a word in the code would be seen", () => {
  expect(said("a.tsx", `<p title="Naik">{"Turun"} Kiri {t("key")}<img alt={"Kanan"} /></p>`)).toHaveLength(4);
});
