// Both languages have the same texts.
import { expect, test } from "vitest";
import { en } from "./en";
import { id } from "./id";
import { en as setupEn } from "./setup/en";
import { id as setupId } from "./setup/id";

function placeholders(words: object, path = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[`${path}${key}`, (value.match(/\{\{\w+\}\}/g) ?? []).sort().join(" ")]]
        : Object.entries(placeholders(value as object, `${path}${key}.`)),
    ),
  );
}

const files = import.meta.glob<Record<string, object>>(["./id/*.ts", "!./id/index.ts"], { eager: true });

test("no two files bring words of one name", () => {
  const names = Object.values(files).flatMap((file) => Object.values(file).flatMap(Object.keys));

  expect(names.sort()).toEqual(Object.keys(id).sort());
});

test("every text names the same facts in both languages", () => {
  expect(placeholders(en)).toEqual(placeholders(id));
  expect(placeholders(setupEn)).toEqual(placeholders(setupId));
});
