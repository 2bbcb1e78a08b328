import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The page's own sources, read as a compiler reads them: for tests about what stands in them. */

const ROOT = join(import.meta.dirname, "..", "src");
const OTHERS = /^(strings\/|wire\.ts$)/; // the catalogues themselves, and what is generated

export interface Source {
  name: string;
  tree: ts.SourceFile;
}

export function sources(): Source[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !OTHERS.test(name))
    .map((name) => ({ name, tree: parse(name, readFileSync(join(ROOT, name), "utf8")) }));
}

export function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

export function each(node: ts.Node, act: (node: ts.Node) => void): void {
  act(node);
  node.forEachChild((child) => each(child, act));
}

export function lineOf(node: ts.Node): string {
  const tree = node.getSourceFile();
  return `${tree.fileName}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `a.${x}.b` as a pattern; null for what can be no key. */
function patternOf(node: ts.TemplateExpression): RegExp | null {
  const fixed = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (!fixed.some((text) => text.includes(".")) || fixed.some((text) => /\s/.test(text)))
    return null;
  return new RegExp(`^${fixed.map(escaped).join(".+")}$`);
}

/** Every text that is written in a source, whole or with holes: what keys are asked for by. */
export function textsIn({ tree }: Source): { whole: Set<string>; patterns: RegExp[] } {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  each(tree, (node) => {
    if (ts.isStringLiteralLike(node)) whole.add(node.text);
    if (!ts.isTemplateExpression(node)) return;
    const pattern = patternOf(node);
    if (pattern) patterns.push(pattern);
  });
  return { whole, patterns };
}

const LETTERS = /\p{L}/u;
/** A key's own name on a tooltip, as it is written in every language. */
const KEYCAP = /\((?:\w|Esc)\)/g;
/** What the page shows or says by these. */
const TOLD = [
  "aria-label",
  "aria-description",
  "title",
  "placeholder",
  "alt",
  "label",
  "text",
  "hint",
];
/** Commands are typed, not read. */
const TYPED = ["code", "kbd"];

/** What an expression shows as it stands in the source; what a function answers is not looked at. */
function shown(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) return shown(node.expression);
  if (ts.isConditionalExpression(node)) return [...shown(node.whenTrue), ...shown(node.whenFalse)];
  if (!ts.isBinaryExpression(node)) return [];
  const compares = /^[=!<>]/.test(node.operatorToken.getText());
  return compares ? [] : [...shown(node.left), ...shown(node.right)];
}

export function elementsAround(node: ts.Node): (ts.JsxOpeningElement | ts.JsxSelfClosingElement)[] {
  const found = [];
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (ts.isJsxElement(outer)) found.push(outer.openingElement);
  }
  return found;
}

function isTyped(node: ts.Node): boolean {
  return elementsAround(node).some((element) => TYPED.includes(element.tagName.getText()));
}

/** Words for the reader that stand in the markup itself, so in one language only. */
export function wordsIn({ tree }: Source): string[] {
  const found: string[] = [];
  const tell = (node: ts.Node, texts: string[]) => {
    const words = texts.map((text) => text.replace(KEYCAP, "").trim());
    const told = words.filter((text) => LETTERS.test(text));
    if (told.length && !isTyped(node)) found.push(`${lineOf(node)} ${told.join(" … ")}`);
  };
  each(tree, (node) => {
    if (ts.isJsxText(node)) tell(node, [node.text]);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) tell(node, shown(node));
    else if (ts.isJsxAttribute(node) && TOLD.includes(node.name.getText()))
      tell(node, shown(node.initializer));
  });
  return found;
}

/** What the server words, always in English. */
const SERVERS = ["reason", "note", "message", "fix", "error", "warning", "last_error"];

function nameOf(node: ts.Expression | undefined): string {
  if (!node) return "";
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isIdentifier(node) ? node.text : "";
}

/** The server's sentences that are shown without the language they are in. */
export function unmarkedIn({ tree }: Source): string[] {
  const found: string[] = [];
  each(tree, (node) => {
    if (!ts.isJsxExpression(node) || ts.isJsxAttribute(node.parent)) return;
    if (!SERVERS.includes(nameOf(node.expression))) return;
    const marked = elementsAround(node).some(({ attributes }) =>
      attributes.properties.some((each) => each.name?.getText() === "lang"),
    );
    if (!marked) found.push(`${lineOf(node)} ${node.getText()}`);
  });
  return found;
}
